import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** No name that fail2ban would read. */
export const TEMPORARY = /^\..+\.bangui-[0-9a-f]{12}\.tmp$/;
const NEW_MODE = 0o644;
const MODE_BITS = 0o7777;

/**
 * Puts a file in place at once: whoever reads the name finds the old text or the new one, also after a power cut.
 * The temporary file is made in the same folder, so that it gets what label and access list the folder gives; owner and mode are those of what it replaces.
 */
export async function putFile(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.bangui-${randomBytes(6).toString('hex')}.tmp`);
  const old = await stat(file).catch(() => null);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      if (old && (old.uid !== process.getuid?.() || old.gid !== process.getgid?.())) {
        await handle.chown(old.uid, old.gid);
      }
      await handle.chmod(old ? old.mode & MODE_BITS : NEW_MODE);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(path.dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
