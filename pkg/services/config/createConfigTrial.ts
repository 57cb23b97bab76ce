import type { ConfigStream, JailStream } from '../../domain/configStream';
import { valuesOf, withFolder } from '../../domain/configStream';
import { BanguiError, invalidInput } from '../../domain/errors';
import { SCRATCH_JAIL } from '../../domain/jailName';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { ConfigEdit, ConfigFilesPort } from '../ports/configFilesPort';
import type { FilterProgramPort } from '../ports/filterProgramPort';
import type { ConfigHostPort } from '../ports/hostPorts';
import type { ConfigPlan } from './planChange';
import type { ChangedJail } from './judgeStreams';
import { assertHarmless, changedJails, newExpressions, newLogFiles } from './judgeStreams';

/** A filter that no enabled jail uses is read with a jail of its own, which only the copy has. */
const TRIAL_FILE = `jail.d/zz-bangui-${SCRATCH_JAIL}.local`;
const trialJail = (filter: string) => `[${SCRATCH_JAIL}]\nenabled = true\nfilter = ${filter}\nbackend = polling\nlogpath = /dev/null\naction =\n`;
const HOSTILE = ['a', '0', ' ', '.', '-', 'a ', '0.', 'a@', 'root from '];
/** What is only slow with longer lines is slow with any. */
const HOSTILE_LENGTH = 400;
/** With a date fail2ban leaves the blank behind it. */
const DATES = ['', '2026-01-01 00:00:00 '];

interface ConfigTrialDeps {
  files: Pick<ConfigFilesPort, 'stage'>;
  program: Pick<ClientProgramPort, 'test' | 'stream'>;
  /** Ends each run after `filterLimitMs`. */
  filterProgram: Pick<FilterProgramPort, 'tryLines'>;
  filterLimitMs: number;
  host: Pick<ConfigHostPort, 'realPath'>;
  toHere: (path: string) => string;
  /** As fail2ban calls it. */
  configDir: string;
  allowsCommands: boolean;
  /** How many of the kept samples a filter judges, as it is in a copy or (null) now, and which not as expected. */
  samples: (filter: string, dir: string | null) => Promise<SampleVerdicts>;
  clock: Clock;
}

interface SampleVerdicts {
  failing: ReadonlyArray<{ index: number; sample: { line: string; expect: string } }>;
}

export type ConfigTrial = ReturnType<typeof createConfigTrial>;

/** What fail2ban-client makes of the configuration with a change, without any effect on the server. */
export function createConfigTrial({ files, program, filterProgram, filterLimitMs, host, toHere, configDir, allowsCommands, samples, clock }: ConfigTrialDeps) {
  async function staged<T>(edits: readonly ConfigEdit[], work: (dir: string) => Promise<T>): Promise<T> {
    const stage = await files.stage(edits);
    try {
      return await work(stage.dir);
    } finally {
      await stage.dispose();
    }
  }

  async function assertReadable(edits: readonly ConfigEdit[]): Promise<{ before: ConfigStream | null; after: ConfigStream }> {
    const { test, before, after } = await staged(edits, async (dir) => {
      const [answer, now, then] = await Promise.all([program.test(dir), program.stream(), program.stream(dir)]);
      return { test: { ...answer, words: answer.words.replaceAll(dir, configDir) }, before: now, after: then && withFolder(then, dir, configDir) };
    });
    if (!test.ok) {
      await assertNoWorse(test.words);
    }
    if (after === null) {
      throw rejected(test.words || 'fail2ban-client cannot read the configuration.');
    }
    const broken = [...after.problems].filter(([jail, words]) => before?.problems.get(jail) !== words);
    if (broken.length > 0) {
      throw rejected(broken.map(([jail, words]) => `${jail}: ${words.replaceAll(/\S*config-stage-\w+/g, configDir)}`).join('\n'));
    }
    return { before, after };
  }

  /** A configuration that was broken before may stay so, in the same words. */
  async function assertNoWorse(words: string): Promise<void> {
    const baseline = await program.test();
    const known = new Set(baseline.words.split('\n'));
    if (baseline.ok) {
      await assertSeen();
    }
    if (baseline.ok || words.split('\n').some((line) => !known.has(line))) {
      throw rejected(words);
    }
  }

  /** A client that runs elsewhere may not see copies that are made here: then nothing can be tried out. */
  async function assertSeen(): Promise<void> {
    const test = await staged([], (dir) => program.test(dir));
    if (!test.ok) {
      const reason = `fail2ban-client does not find copies of the configuration that the sidecar makes in its state directory: ${test.words}`;
      throw new BanguiError('CONFIG_READ_ONLY', reason, { reason });
    }
  }

  async function assertLogPlaces(jail: ChangedJail, places: ReadonlySet<string>): Promise<void> {
    for (const file of newLogFiles(jail)) {
      const real = await host.realPath(toHere(file));
      if (real === null || ![...places].some((place) => real.startsWith(`${toHere(place)}/`))) {
        throw invalidInput('logpath', `${file.slice(0, 200)} does not lie below /var/log, nor where other jails have their logs.`);
      }
    }
  }

  async function assertQuick(jail: ChangedJail): Promise<void> {
    if (!jail.after || newExpressions(jail).length === 0) {
      return;
    }
    const since = clock.ticks();
    const answer = await filterProgram.tryLines(hostileLines(jail.after), filterOf(jail.after));
    if (answer === null && clock.ticks() - since >= filterLimitMs) {
      throw invalidInput('failregex', `With these expressions one hostile line keeps fail2ban busy for more than ${filterLimitMs / 1000} s.`);
    }
  }

  /** A filter that judged a kept sample as expected has to go on doing so. */
  async function assertSamples(edits: readonly ConfigEdit[], filter: string): Promise<void> {
    const { failing } = await staged(edits, (dir) => samples(filter, dir));
    const before = failing.length === 0 ? null : await samples(filter, null).catch(() => null);
    const fresh = failing.filter(({ index }) => !before?.failing.some((other) => other.index === index));
    if (fresh.length > 0) {
      const [first] = fresh;
      const wanted = first?.sample.expect === 'match' ? 'should match' : 'should not match';
      throw invalidInput('failregex', `${fresh.length} of the samples that are kept of ${filter} would be judged wrongly. This line ${wanted}: ${first?.sample.line.slice(0, 300)}`);
    }
  }

  return {
    /** `earlier`: what is to be written before it. The jails that a plan concerns, and what is to be tried out on the server. Throws FAIL2BAN_REJECTED with fail2ban's words, REVISION_CONFLICT, INVALID_INPUT or FORBIDDEN. */
    async judge(plan: ConfigPlan, earlier: readonly ConfigEdit[] = []): Promise<{ jails: ChangedJail[]; streams: JailStream[] }> {
      const edit = { path: plan.path, text: plan.text, expected: plan.before?.digest ?? null };
      const edits = [...earlier, edit];
      const { before, after } = await assertReadable(plan.filter === null ? edits : [...edits, { path: TRIAL_FILE, text: trialJail(plan.filter), expected: null }]);
      const trial = after.jails.get(SCRATCH_JAIL);
      const jails = changedJails(before, after);
      const places = logPlaces([...(before?.jails.values() ?? [])].flatMap((jail) => valuesOf(jail, 'addlogpath')));
      for (const jail of jails) {
        assertHarmless(jail, plan.isChecked, allowsCommands);
        await assertLogPlaces(jail, places);
      }
      for (const jail of [...jails, ...(trial ? [{ name: SCRATCH_JAIL, before: null, after: trial }] : [])]) {
        await assertQuick(jail);
      }
      const own = definedIn(plan.path);
      own !== null && plan.text !== null && (await assertSamples(edits, own));
      const unread = trial && { ...trial, commands: trial.commands.filter(([, , key]) => key !== 'addlogpath') };
      return { jails, streams: [...jails.flatMap(({ after: stream }) => stream ?? []), ...(unread ? [unread] : [])] };
    },
  };
}

function definedIn(path: string): string | null {
  return /^filter\.d\/(.+)\.(?:conf|local)$/.exec(path)?.[1] ?? null;
}

/** /var/log, and where the jails of the configuration have theirs already. */
export function logPlaces(files: readonly string[]): Set<string> {
  return new Set(['/var/log', ...files.map((file) => file.slice(0, file.lastIndexOf('/'))).filter((folder) => folder !== '')]);
}

function rejected(words: string): BanguiError {
  return new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused: ${words}`, { fail2ban: words, applied: false });
}

function filterOf(jail: JailStream) {
  const [prefRegex = ''] = valuesOf(jail, 'prefregex');
  return { failRegexes: valuesOf(jail, 'addfailregex'), ignoreRegexes: valuesOf(jail, 'addignoreregex'), prefRegex, datePattern: null, maxLines: 1, encoding: 'UTF-8' };
}

/** Begins as each expression does, as far as that is plain text. */
function hostileLines(jail: JailStream): string[] {
  const { failRegexes, prefRegex } = filterOf(jail);
  const starts = new Set(['', ...[prefRegex, ...failRegexes].map((regex) => /^\^?([\w :=-]*)/.exec(regex)?.[1]?.slice(0, -1) ?? '')]);
  return [...starts].slice(0, 20).flatMap((start) => HOSTILE.flatMap((part) => DATES.map((date) => `${date}${start}${part.repeat(HOSTILE_LENGTH / part.length)}!`)));
}
