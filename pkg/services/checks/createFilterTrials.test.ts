import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { epochSeconds } from '../ports/clock';
import type { FilterTrial } from '../ports/filterProgramPort';
import { createCheckNotes } from './createCheckNotes';
import { createFilterTrials } from './createFilterTrials';

const FAILED = 'sshd[1]: Failed password for root from 203.0.113.5 port 4 ssh2';

function setUp(files: readonly string[] = ['/var/log/auth.log'], neighbours: readonly string[] = []) {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const fail2ban = createFakeFail2ban({ clock, jailNames: ['sshd', ...neighbours] });
  fail2ban.jails.forEach(({ counters }) => counters.logFiles.splice(0, counters.logFiles.length, ...files));
  const notes = createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger });
  /** By file: its lines, and how many of them the filter recognises; null when it cannot be tried. */
  const given = { lines: new Map<string, string[] | null>(files.map((file) => [file, Array.from({ length: 10 }, () => FAILED)])), recognised: 0 as number | null, theirs: (): number | null => 0 };
  const tryLines = async (lines: readonly string[], { prefRegex }: { prefRegex: string }): Promise<FilterTrial | null> => {
    const recognised = prefRegex === 'sshd' ? given.recognised : given.theirs();
    return lines.length === 0 || recognised === null ? null : { lines: lines.length, recognised };
  };
  const trials = createFilterTrials({
    fail2ban: { ...fail2ban.port, filterOf: async (jail) => ({ ...(await fail2ban.port.filterOf(jail)), prefRegex: jail }) },
    program: { tryLines, refusal: async () => null, tidy: async () => {}, close: () => {} },
    logs: { lastLines: async (file) => given.lines.get(file) ?? null },
    archive: createFakeArchive({ now: () => epochSeconds(clock) }).port,
    notes,
    toHere: (file) => file,
    clock,
    logger,
  });
  const evidence = async () => (await notes.read()).trials.sshd?.evidence ?? null;
  return { clock, fail2ban, notes, given, trials, evidence, events: () => records.map(({ event }) => event) };
}

describe('a filter that could not be tried anew', () => {
  it.each([
    ['as the trial took too long', (given: ReturnType<typeof setUp>['given']) => void (given.recognised = null)],
    ['as its log cannot be read', (given: ReturnType<typeof setUp>['given']) => void given.lines.set('/var/log/auth.log', null)],
    ['as its log was just rotated', (given: ReturnType<typeof setUp>['given']) => void given.lines.set('/var/log/auth.log', [])],
  ])('%s, stays what it was', async (_why, change) => {
    const { trials, given, evidence, events } = setUp();
    expect(await trials.run()).toEqual({ tried: 1, untried: 0, blind: 1 });
    expect(events()).toEqual([]);
    const found = await evidence();
    change(given);
    expect(await trials.run()).toEqual({ tried: 0, untried: 1, blind: 1 });
    expect(await evidence()).toBe(found);
    expect(events()).toEqual(['filters_untried']);
  });

  it('is not called blind when nothing was known of it', async () => {
    const { trials, given, evidence } = setUp();
    given.recognised = null;
    expect(await trials.run()).toEqual({ tried: 0, untried: 1, blind: 0 });
    expect(await evidence()).toBeNull();
  });

  it('on the file that told, stays blind whatever another file tells, until it recognises one', async () => {
    const { trials, given, evidence } = setUp(['/a.log', '/b.log']);
    given.lines.set('/a.log', ['nothing to see']);
    await trials.run();
    given.lines.set('/b.log', []);
    await trials.run();
    expect(await evidence()).toContain('/b.log');
    given.recognised = 1;
    await trials.run();
    expect(await evidence()).toBeNull();
  });
});

describe('a jail that reads the file of another', () => {
  const thrown = () => {
    throw new Error('ENOSPC');
  };
  it.each([
    ['took too long', () => null],
    ['failed', thrown],
  ])('is not blamed when the trial of the other one %s', async (_why, theirs) => {
    const { trials, given, evidence } = setUp(['/var/log/auth.log'], ['other']);
    given.theirs = () => 10;
    await trials.run();
    expect(await evidence()).toBeNull();
    given.theirs = theirs;
    await trials.run();
    expect(await evidence()).toBeNull();
    given.theirs = () => 0;
    await trials.run();
    expect(await evidence()).toContain('among which there are failed logins');
    given.theirs = theirs;
    await trials.run();
    expect(await evidence()).toContain('among which there are failed logins');
  });

  it('stays blind while the other one, which was not, cannot be tried', async () => {
    const { trials, given, evidence, notes } = setUp(['/var/log/auth.log'], ['other']);
    await trials.run();
    (await notes.read()).trials.other = { at: 0, evidence: null, file: null };
    given.theirs = () => null;
    await trials.run();
    expect(await evidence()).not.toBeNull();
    given.theirs = () => 10;
    await trials.run();
    expect(await evidence()).toBeNull();
  });
});

describe('a blind jail that is loaded anew', () => {
  it.each(['jailCreated', 'jailReloaded'] as const)('is tried again soon (%s), and no longer blind when it was mended', async (kind) => {
    const { trials, given, evidence, clock } = setUp();
    await trials.run();
    given.recognised = 1;
    await trials.hear({ kind, jail: 'sshd', at: epochSeconds(clock) });
    await clock.advance(14_000);
    expect(await evidence()).not.toBeNull();
    await clock.advance(1000);
    expect(await evidence()).toBeNull();
  });

  it('stays blind when it was not mended, and is left alone once all stops', async () => {
    const { trials, given, evidence, clock } = setUp();
    await trials.run();
    await trials.hear({ kind: 'jailReloaded', jail: 'sshd', at: epochSeconds(clock) });
    await clock.advance(15_000);
    expect(await evidence()).not.toBeNull();
    given.recognised = 1;
    await trials.hear({ kind: 'jailReloaded', jail: 'sshd', at: epochSeconds(clock) });
    trials.stop();
    await clock.advance(15_000);
    expect(await evidence()).not.toBeNull();
  });

  it('is no reason to try one that sees', async () => {
    const { trials, given, fail2ban, clock } = setUp();
    given.recognised = 1;
    await trials.run();
    const asked = fail2ban.calls.length;
    await trials.hear({ kind: 'jailReloaded', jail: 'sshd', at: epochSeconds(clock) });
    await clock.advance(60_000);
    expect(fail2ban.calls).toHaveLength(asked);
  });
});
