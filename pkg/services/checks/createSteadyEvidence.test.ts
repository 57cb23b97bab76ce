import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { fine, wrong } from '../../domain/finding';
import { createCheckNotes } from './createCheckNotes';
import { createSteadyEvidence } from './createSteadyEvidence';

function setUp() {
  const clock = createFakeClock();
  const book: { text: string | null } = { text: null };
  const start = () => createCheckNotes({ notebook: { read: async () => book.text, write: async (text) => void (book.text = text) }, clock, logger: createRecordingLogger().logger });
  return { start, words: (notes: ReturnType<typeof start>) => createSteadyEvidence({ check: 'jail_blind', notes }) };
}

const gone = (when: string, ...files: string[]) => [wrong('sshd', 'log_missing', `${files[0]} is gone since ${when}.`, files)];

describe('the words of a problem', () => {
  it('name the same file as long as it is so of that one, and then another', async () => {
    const { start, words } = setUp();
    const { steady } = words(start());
    const told = async (...given: Parameters<typeof gone>) => (await steady(gone(...given)))[0]?.evidence;
    expect(await told('one', 'b.log')).toBe('b.log is gone since one.');
    expect(await told('two', 'a.log', 'b.log')).toBe('b.log is gone since one.');
    expect(await told('three', 'a.log')).toBe('a.log is gone since three.');
    await steady([fine('sshd')]);
    expect(await told('four', 'a.log')).toBe('a.log is gone since four.');
  });

  it('outlive a restart of the sidecar', async () => {
    const { start, words } = setUp();
    const before = start();
    await words(before).steady(gone('one', 'a.log'));
    await before.stop();
    expect(await words(start()).steady(gone('two', 'a.log'))).toMatchObject([{ subject: 'sshd', value: 1, evidence: 'a.log is gone since one.' }]);
  });
});
