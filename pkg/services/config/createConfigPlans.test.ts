import { describe, expect, it } from 'vitest';
import { createFakeConfigFiles } from '../../../test/fakes/createFakeConfigFiles';
import { createFakeConfigRevisions } from '../../../test/fakes/createFakeConfigRevisions';
import { createConfigPlans } from './createConfigPlans';

const OWN = 'jail.d/zz-bangui-sshd.local';
/** One that a package could bring, and nobody may add. */
const SLOW = '^(?:x+)+ <HOST>$';

function createPlans(files: Record<string, string>) {
  const { port } = createFakeConfigFiles({ 'jail.conf': '[sshd]\nenabled = true\n', ...files });
  const revisions = createFakeConfigRevisions();
  return { plans: createConfigPlans({ files: port, revisions: revisions.port, usersOf: async () => [], allowsCommands: false }), revisions: revisions.port };
}
const revisionOf = (path: string, before: string) => ({ at: 1, actor: 'ann', reason: '', kind: 'set_filter', path, before, after: null, jails: [] });

describe('a plan', () => {
  it('is none when the file would be too large to be changed again, whatever the form', async () => {
    const { plans } = createPlans({ [OWN]: `[sshd]\n${'# large\n'.repeat(32_766)}` });
    await expect(plans.ofChange({ kind: 'set_options', jail: 'sshd', options: { findtime: '10m' } }, [])).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'change' }, message: expect.stringContaining('256 kB') });
  });

  it('may make one smaller that is too large already', async () => {
    const { plans } = createPlans({ [OWN]: `[sshd]\nmaxretry = 4\n${'# large\n'.repeat(50_000)}` });
    await expect(plans.ofChange({ kind: 'set_options', jail: 'sshd', options: { maxretry: null } }, [])).resolves.toMatchObject({ path: OWN });
    await expect(plans.ofChange({ kind: 'set_options', jail: 'sshd', options: { findtime: '10m' } }, [])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('of a restore takes the expressions of packages as they are, and no others of the kind', async () => {
    const path = 'filter.d/own.local';
    const text = `[Definition]\nfailregex = ${SLOW}\n`;
    const packaged = createPlans({ 'filter.d/shipped.conf': text });
    const id = await packaged.revisions.beginConfigRevision(revisionOf(path, text));
    await expect(packaged.plans.ofRestore(id, 'before')).resolves.toMatchObject({ path, text });
    const bare = createPlans({});
    await expect(bare.plans.ofRestore(await bare.revisions.beginConfigRevision(revisionOf(path, text)), 'before')).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'failregex' } });
  });

  it('of a restore needs a revision', async () => {
    await expect(createPlans({}).plans.ofRestore(7, 'after')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
