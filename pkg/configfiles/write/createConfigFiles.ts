import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { cp, lstat, mkdir, mkdtemp, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { assertConfigPath, assertWritablePath, isConfigPath } from '../../domain/configPath';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { ConfigEdit, ConfigFile, ConfigFilesPort } from '../../services/ports/configFilesPort';
import { putFile, removeFile, TEMPORARY } from './putFile';

const FOLDERS = ['', 'jail.d', 'filter.d', 'action.d', 'fail2ban.d'];
const STAGE = 'config-stage-';
const MAX_BYTES = 1024 * 1024;

interface ConfigFilesDeps {
  /** Where this process finds fail2ban's configuration. */
  configDir: string;
  /** Nobody else may look into it; copies are made here. */
  stateDir: string;
  /** As fail2ban-client calls what is here at a path. */
  toFail2ban: (path: string) => string;
}

export interface ConfigFiles extends ConfigFilesPort {
  /** Removes what a process that was killed has left behind. */
  tidy(): Promise<void>;
}

export function createConfigFiles({ configDir, stateDir, toFail2ban }: ConfigFilesDeps): ConfigFiles {
  const inDir = (relative: string) => path.join(configDir, relative);

  async function read(relative: string): Promise<ConfigFile | null> {
    assertConfigPath(relative);
    const file = inDir(relative);
    return inWords(async () => {
      if ((await kindOf(file, configDir)) === 'missing') {
        return null;
      }
      const handle = await open(file, 'r');
      try {
        const { size } = await handle.stat();
        if (size > MAX_BYTES) {
          throw invalidInput('path', `${relative} is larger than 1 MB.`);
        }
        const bytes = await handle.readFile();
        return { path: relative, text: textOf(bytes, relative), digest: createHash('sha256').update(bytes).digest('hex') };
      } finally {
        await handle.close();
      }
    });
  }

  /** In parts, as nobody says how large it is. */
  async function digest(relative: string): Promise<string | null> {
    assertConfigPath(relative);
    const file = inDir(relative);
    return inWords(async () => {
      if ((await kindOf(file, configDir)) === 'missing') {
        return null;
      }
      const hash = createHash('sha256');
      for await (const part of createReadStream(file)) {
        hash.update(part);
      }
      return hash.digest('hex');
    });
  }

  async function assertExpected({ path: relative, expected }: ConfigEdit): Promise<void> {
    assertWritablePath(relative);
    const present = await digest(relative);
    if (present !== expected) {
      throw new BanguiError('REVISION_CONFLICT', `${relative} is not what this change is based on: somebody has changed it meanwhile. Look at it again.`, { path: relative, expected, present });
    }
  }

  async function apply(dir: string, { path: relative, text }: ConfigEdit): Promise<void> {
    const file = path.join(dir, relative);
    await inWords(async () => (text === null ? removeFile(file) : putFile(file, text)));
  }

  return {
    read,
    digest,
    async look(relative) {
      assertConfigPath(relative);
      return inWords(async () => {
        if ((await kindOf(inDir(relative), configDir)) === 'missing') {
          return null;
        }
        const { size, mtimeMs } = await stat(inDir(relative));
        return { size, modified: Math.floor(mtimeMs / 1000), isLink: (await linkOf(configDir, relative)) !== null };
      });
    },
    async list() {
      return inWords(async () => {
        const found = await Promise.all(
          FOLDERS.map(async (folder) => {
            const entries = await readdir(inDir(folder), { withFileTypes: true }).catch((error: unknown) => (folder === '' ? Promise.reject(error) : []));
            return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
          })
        );
        const paths = found.flat().filter(isConfigPath).sort();
        const kinds = await Promise.all(paths.map((relative) => kindOf(inDir(relative), configDir).catch(() => 'missing' as const)));
        return paths.filter((_, at) => kinds[at] !== 'missing');
      });
    },
    async write(edit) {
      await assertExpected(edit);
      await assertNoLink(configDir, edit.path);
      await apply(configDir, edit);
    },
    async stage(edits) {
      for (const edit of edits) {
        await assertExpected(edit);
        await assertNoLink(configDir, edit.path);
      }
      return inWords(async () => {
        await mkdir(stateDir, { recursive: true, mode: 0o700 });
        const dir = await mkdtemp(path.join(stateDir, STAGE));
        const dispose = () => rm(dir, { recursive: true, force: true });
        try {
          await cp(configDir, dir, { recursive: true, filter: async (source) => !TEMPORARY.test(path.basename(source)) && isCopied(await lstat(source)) });
          for (const edit of edits) {
            await mkdir(path.dirname(path.join(dir, edit.path)), { recursive: true });
            await apply(dir, edit);
          }
        } catch (error) {
          await dispose();
          throw error;
        }
        return { dir: toFail2ban(dir), dispose };
      });
    },
    async tidy() {
      const stages = await readdir(stateDir).catch(() => []);
      await Promise.all(stages.filter((name) => name.startsWith(STAGE)).map((name) => rm(path.join(stateDir, name), { recursive: true, force: true })));
      for (const folder of FOLDERS) {
        const names = await readdir(inDir(folder)).catch(() => []);
        await Promise.all(names.filter((name) => TEMPORARY.test(name)).map((name) => rm(path.join(inDir(folder), name), { force: true })));
      }
    },
  };
}

/** Read with replacements, it could not be put back as it was. */
function textOf(bytes: Buffer, relative: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidInput('path', `${relative} is not UTF-8, as fail2ban wants it: it has to be mended by hand.`);
  }
}

/** Throws INVALID_INPUT for what is no regular file, or is one outside of the folder. */
async function kindOf(file: string, root: string): Promise<'file' | 'missing'> {
  try {
    const real = await realpath(file);
    const inside = real.startsWith(`${await realpath(root)}${path.sep}`);
    if (!inside || !(await lstat(real)).isFile()) {
      throw invalidInput('path', inside ? 'This is no regular file.' : 'This file is a link that leaves the configuration folder.');
    }
    return 'file';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      return 'missing';
    }
    throw error;
  }
}

/** What is written goes to the file and the folder of this name, never to where a link of the name leads. */
async function assertNoLink(root: string, relative: string): Promise<void> {
  const link = await linkOf(root, relative);
  if (link !== null) {
    throw invalidInput('path', `${link} is a link, and links are not written to.`);
  }
}

/** The part of a path that is a link; null when none is. */
async function linkOf(root: string, relative: string): Promise<string | null> {
  for (const part of [path.dirname(relative), relative]) {
    const entry = part === '.' ? null : await lstat(path.join(root, part)).catch(() => null);
    if (entry?.isSymbolicLink()) {
      return part;
    }
  }
  return null;
}

/** A pipe or a socket is no part of a configuration. */
const isCopied = (entry: Stats): boolean => entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof BanguiError || code === null) {
      throw error;
    }
    const reason = `The sidecar cannot use fail2ban's configuration folder, or its own state directory (${code}).`;
    throw new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'config_files', reason }, { cause: error });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$|^ERR_FS_/.test(error.code) ? error.code : null;
}
