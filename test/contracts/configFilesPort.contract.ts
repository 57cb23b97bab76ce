import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConfigFilesPort } from '../../pkg/services/ports/configFilesPort';

export interface ConfigFilesHost {
  files: ConfigFilesPort;
  /** What is in the folder under a path; null when there is nothing. */
  textOf(path: string): Promise<string | null>;
  /** The same of a staged copy; null also when the copy is gone. */
  stagedTextOf(dir: string, path: string): Promise<string | null>;
  dispose(): Promise<void>;
}

const INITIAL = { 'jail.conf': '[DEFAULT]\nbantime = 10m\n', 'jail.d/own.local': '[sshd]\nenabled = true\n', 'filter.d/sshd.conf': '[Definition]\nfailregex = <HOST>\n' };
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const OWN = { path: 'jail.d/own.local', expected: digestOf(INITIAL['jail.d/own.local']) };

export function describeConfigFiles(name: string, createHost: (initial: Record<string, string>) => Promise<ConfigFilesHost>): void {
  describe(`the configuration folder of ${name}`, () => {
    let host: ConfigFilesHost;
    const begin = async () => {
      host = await createHost(INITIAL);
      return host.files;
    };
    afterEach(() => host.dispose());

    it('is read with the digest of its bytes, and listed in order', async () => {
      const files = await begin();
      expect(await files.read('jail.d/own.local')).toEqual({ path: 'jail.d/own.local', text: INITIAL['jail.d/own.local'], digest: OWN.expected });
      expect(await files.read('jail.d/none.local')).toBeNull();
      expect(await files.list()).toEqual(Object.keys(INITIAL).sort());
    });

    it('tells the digest of a file that is too large to be read, and replaces it', async () => {
      const files = await begin();
      const large = '# large\n'.repeat(200_000);
      await files.write({ ...OWN, text: large });
      expect([await files.digest('jail.d/own.local'), await files.digest('jail.d/none.local')]).toEqual([digestOf(large), null]);
      await files.write({ ...OWN, expected: digestOf(large), text: '[sshd]\n' });
      expect(await host.textOf('jail.d/own.local')).toBe('[sshd]\n');
    });

    it('is looked at without being read', async () => {
      const files = await begin();
      expect(await files.look('jail.d/own.local')).toEqual({ size: INITIAL['jail.d/own.local'].length, modified: expect.any(Number), isLink: false });
      expect((await files.look('jail.conf'))?.modified).toBeGreaterThan(1_600_000_000);
      expect(await files.look('jail.d/none.local')).toBeNull();
    });

    it('takes a new file, another text and a removal', async () => {
      const files = await begin();
      await files.write({ path: 'filter.d/new.local', text: '[Definition]\n', expected: null });
      await files.write({ ...OWN, text: '[sshd]\nenabled = false # ä\n' });
      expect(await host.textOf('filter.d/new.local')).toBe('[Definition]\n');
      expect(await host.textOf('jail.d/own.local')).toBe('[sshd]\nenabled = false # ä\n');
      await files.write({ path: 'filter.d/new.local', text: null, expected: digestOf('[Definition]\n') });
      expect(await host.textOf('filter.d/new.local')).toBeNull();
    });

    it('refuses what is based on something else, and changes nothing', async () => {
      const files = await begin();
      for (const expected of [null, digestOf('other')]) {
        await expect(files.write({ ...OWN, expected, text: 'x' })).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
        await expect(files.stage([{ ...OWN, expected, text: 'x' }])).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
      }
      await expect(files.write({ path: 'jail.d/none.local', expected: OWN.expected, text: 'x' })).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
      expect(await host.textOf('jail.d/own.local')).toBe(INITIAL['jail.d/own.local']);
    });

    it.each(['../x.local', 'jail.d/../../x.local', '/etc/x.local', 'jail.d/x.txt', 'jail.d/x', 'other.d/x.local', 'jail.d/a/b.local', 'jail.d/.x.local', 'jail.d/x\n.local', 'jail.d/x\0.local', '', 'jail.d\\x.local'])(
      'knows no path %j',
      async (path) => {
        const files = await begin();
        await expect(files.read(path)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        await expect(files.digest(path)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        await expect(files.look(path)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        await expect(files.write({ path, text: 'x', expected: null })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        await expect(files.stage([{ path, text: 'x', expected: null }])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      }
    );

    it("never writes to the package's files", async () => {
      const files = await begin();
      await expect(files.write({ path: 'jail.conf', text: '', expected: digestOf(INITIAL['jail.conf']) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(await host.textOf('jail.conf')).toBe(INITIAL['jail.conf']);
    });

    it('stages a copy with the changes, and leaves the folder alone', async () => {
      const files = await begin();
      const staged = await files.stage([{ ...OWN, text: '[sshd]\n' }, { path: 'action.d/new.local', text: 'new', expected: null }]);
      expect(await host.stagedTextOf(staged.dir, 'jail.conf')).toBe(INITIAL['jail.conf']);
      expect(await host.stagedTextOf(staged.dir, 'jail.d/own.local')).toBe('[sshd]\n');
      expect(await host.stagedTextOf(staged.dir, 'action.d/new.local')).toBe('new');
      expect(await host.textOf('jail.d/own.local')).toBe(INITIAL['jail.d/own.local']);
      await staged.dispose();
      expect(await host.stagedTextOf(staged.dir, 'jail.conf')).toBeNull();
    });
  });
}
