import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileSource } from '../../pkg/configfiles/read/createFileSource';
import { dialectOf } from '../../pkg/configfiles/read/dialect';
import { ReadError } from '../../pkg/configfiles/read/python/ReadError';
import { repr } from '../../pkg/configfiles/read/python/pythonValue';
import { readStream } from '../../pkg/configfiles/read/readStream';
import type { Reading } from '../stack/fail2banReadings';
import { dumpedByFail2ban } from '../stack/fail2banReadings';
import type { Fail2banTree } from '../stack/fail2banTrees';
import { fail2banTrees } from '../stack/fail2banTrees';
import { HOSTILE } from './hostileConfigs';
import { configurations } from './randomConfigs';

type Files = Readonly<Record<string, string | Buffer>>;

const RUNS = 400;

describe.each(fail2banTrees())('a configuration that %s reads in a way of its own', (_name, find) => {
  let fail2ban: Fail2banTree;
  let dir = '';
  let count = 0;
  beforeAll(async () => {
    fail2ban = await find();
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-dialect-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  async function written(files: Files): Promise<string> {
    count += 1;
    const folder = path.join(dir, String(count));
    for (const [file, text] of Object.entries({ 'fail2ban.conf': '[Definition]\n', ...files })) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), typeof text === 'string' ? text.replaceAll('@DIR@', folder) : text);
    }
    return folder;
  }

  async function ours(folder: string): Promise<Reading> {
    try {
      const commands = await readStream(createFileSource({ toHere: (file) => file }), dialectOf(fail2ban.version, folder));
      return { commands: commands.map(repr), words: '', endless: false };
    } catch (error) {
      if (error instanceof ReadError) {
        return { commands: null, words: error.message, endless: false };
      }
      throw error;
    }
  }

  /** Only the words of what ended the reading count: before, fail2ban also tells what it takes a default for. */
  function comparable({ commands, words }: Reading) {
    return commands ? { commands } : { commands, words: words.replace(/^[^]*?(Failed during configuration|ERROR): /, '').trim() };
  }

  it('is read alike, whether it is odd or refused', async () => {
    const folders = await Promise.all(HOSTILE.map(([, files]) => written(files)));
    const theirs = await dumpedByFail2ban(fail2ban, folders);
    let refused = 0;
    for (const [index, [name]] of HOSTILE.entries()) {
      const read = await ours(folders[index] ?? '');
      expect.soft(comparable(read), name).toEqual(comparable(theirs[index] ?? { commands: [], words: '', endless: false }));
      refused += read.commands ? 0 : 1;
    }
    expect(refused).toBeGreaterThan(10);
    console.log(`fail2ban ${fail2ban.version}: ${HOSTILE.length} hostile configurations read alike, ${refused} of them refused in the same words`);
  });

  it('that nobody thought of is read alike', async () => {
    const samples = fc.sample(configurations(), { numRuns: RUNS, seed: Number(process.env.FUZZ_SEED ?? 7) });
    const folders = await Promise.all(samples.map(written));
    const theirs = await dumpedByFail2ban(fail2ban, folders);
    let [accepted, commands, endless] = [0, 0, 0];
    for (const [index, files] of samples.entries()) {
      const read = await ours(folders[index] ?? '');
      if (theirs[index]?.endless) {
        endless += 1;
        expect(read.words).toContain('grows without end');
        continue;
      }
      expect(comparable(read), JSON.stringify(files, null, 2)).toEqual(comparable(theirs[index] ?? { commands: [], words: '', endless: false }));
      accepted += read.commands ? 1 : 0;
      commands += read.commands?.length ?? 0;
    }
    console.log(`fail2ban ${fail2ban.version}: ${RUNS} random configurations read alike, ${accepted} of them accepted with ${commands} commands, ${endless} of them too much for fail2ban`);
    expect(accepted).toBeGreaterThan(RUNS / 4);
    expect(accepted).toBeLessThan(RUNS);
  });
});
