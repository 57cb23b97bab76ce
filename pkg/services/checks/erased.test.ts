import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { fine, wrong } from '../../domain/finding';
import { epochSeconds } from '../ports/clock';
import { createActionFailures } from './createActionFailures';
import { createCheckNotes } from './createCheckNotes';
import { createEarlyEnds } from './createEarlyEnds';
import { createLasting } from './createLasting';
import { createSteadyEvidence } from './createSteadyEvidence';

describe('an address that was erased', () => {
  it('is in no note of a failed action', async () => {
    const clock = createFakeClock();
    const book = { text: '' };
    const notes = createCheckNotes({ notebook: { read: async () => null, write: async (text) => void (book.text = text) }, clock, logger: createRecordingLogger().logger });
    const failures = createActionFailures({ notes, clock });
    for (const [jail, address] of [['sshd', '192.0.2.1'], ['nginx', '192.0.2.10']] as const) {
      await failures.hear({ kind: 'actionFailed', jail, action: 'nft', phase: 'ban', address, at: epochSeconds(clock), detail: '' });
    }
    await clock.advance(1000);
    expect(book.text).toContain('"192.0.2.1"');
    await failures.erased('192.0.2.1');
    await clock.advance(1000);
    expect(book.text).not.toContain('"192.0.2.1"');
    expect(await failures.findings()).toMatchObject([
      { subject: 'sshd', evidence: 'Action "nft" failed to ban at 2026-01-01 00:00 UTC, and no later ban is known to have gone well.' },
      { subject: 'nginx', evidence: expect.stringContaining('first with 192.0.2.10,') },
    ]);
  });

  it('is not among the bans that ended', async () => {
    const clock = createFakeClock();
    const now = () => epochSeconds(clock);
    const ends = createEarlyEnds({ archive: createFakeArchive({ now }).port, notes: createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger: createRecordingLogger().logger }), clock });
    Array.from({ length: 51 }, (_, index) => ends.hear({ kind: 'unban', jail: 'sshd', address: `192.0.2.${index}`, at: now(), cause: 'flushed' }));
    await clock.advance(30_000);
    const told = async () => (await ends.findings(new Map(), 0)).filter(({ value }) => value === 1).length;
    expect(await told()).toBe(1);
    ends.erased('192.0.2.1');
    expect(await told()).toBe(0);
  });

  it('is not kept in the words of a check, nor is anything else forgotten', async () => {
    const notes = createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock: createFakeClock(), logger: createRecordingLogger().logger });
    const words = createSteadyEvidence({ check: 'not_enforced', notes });
    const found = (text: string) => [wrong('sshd', 'not_in_firewall', `${text} 192.0.2.1`, ['192.0.2.1']), wrong('nginx', 'not_in_firewall', `${text} 192.0.2.10`, ['192.0.2.10']), fine('other')];
    await words.steady(found('first'));
    await words.erased('192.0.2.1');
    expect(JSON.stringify(await notes.read())).not.toContain('"192.0.2.1"');
    expect((await words.steady(found('then'))).map(({ evidence }) => evidence)).toEqual(['then 192.0.2.1', 'first 192.0.2.10', '']);
  });

  it('is not waited for', async () => {
    const clock = createFakeClock();
    const lasting = createLasting({ clock, ms: 1000 });
    lasting.holds('a', true);
    lasting.holds('b', true);
    await clock.advance(1000);
    lasting.forget((key) => key === 'a');
    expect([lasting.holds('a', true), lasting.holds('b', true)]).toEqual([false, true]);
  });
});
