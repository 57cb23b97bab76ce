import type { ConfigStream, JailStream } from '../../domain/configStream';
import { valuesOf, withFolder } from '../../domain/configStream';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { JailFilter } from '../../domain/jail';
import { SCRATCH_JAIL } from '../../domain/jailName';
import { ownFileOf } from '../../domain/ownFiles';
import type { ClientAnswer, ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { ConfigEdit, ConfigFilesPort } from '../ports/configFilesPort';
import type { FilterProgramPort } from '../ports/filterProgramPort';
import type { ConfigHostPort } from '../ports/hostPorts';
import type { RevertedOption } from '../../contract/configChanges';
import type { Effects } from './createEffects';
import type { ServerValue } from './createServerValues';
import { serverValuesOf } from './createServerValues';
import type { ConfigPlan } from './ConfigPlan';
import type { ChangedJail } from './judgeStreams';
import { assertHarmless, changedJails, jailsOfFile, newExpressions, newLogFiles } from './judgeStreams';
import { repeatedTexts } from './regexRules';

/** A filter or an action that no enabled jail uses is read with a jail of its own, which only the copy has. */
const TRIAL_FILE = ownFileOf(SCRATCH_JAIL);
const trialJail = (filter: string) => `[${SCRATCH_JAIL}]\nenabled = true\nfilter = ${filter}\nbackend = polling\nlogpath = /dev/null\naction =\n`;
const trialAction = (action: string) => `[${SCRATCH_JAIL}]\nenabled = true\nfilter =\nbackend = polling\nlogpath = /dev/null\naction = ${action}\n`;
/** Whatever a new jail would watch, its actions are the same. */
const enabledJail = (jail: string) => `[${jail}]\nenabled = true\nbackend = polling\nlogpath = /dev/null\n`;
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
  effects: Effects;
  clock: Clock;
}

/** What a jail would be loaded with, and what it was loaded with before; null for a jail that is new. */
export interface TrialStream {
  stream: JailStream;
  former: JailStream | null;
}

interface SampleVerdicts {
  failing: ReadonlyArray<{ index: number; sample: { line: string; expect: string } }>;
}

/** What a plan comes to. */
export interface Judgement {
  jails: ChangedJail[];
  /** What the server as a whole is told otherwise than before. */
  server: ServerValue[];
  reverted: RevertedOption[];
  /** A new jail with what it will do once it is enabled, null where that cannot be told. */
  added: { jail: string; stream: JailStream | null } | null;
}

export type ConfigTrial = ReturnType<typeof createConfigTrial>;

/** What fail2ban-client makes of the configuration with a change, without any effect on the server. */
export function createConfigTrial({ files, program, filterProgram, filterLimitMs, host, toHere, configDir, allowsCommands, samples, effects, clock }: ConfigTrialDeps) {
  async function staged<T>(edits: readonly ConfigEdit[], work: (dir: string) => Promise<T>): Promise<T> {
    const stage = await files.stage(edits);
    try {
      return await work(stage.dir);
    } finally {
      await stage.dispose();
    }
  }

  async function assertReadable(edits: readonly ConfigEdit[], plan: ConfigPlan): Promise<{ before: ConfigStream | null; after: ConfigStream; reverted: RevertedOption[] }> {
    const { test, before, after, reverted } = await staged(edits, async (dir) => {
      const [answer, now, then] = await Promise.all([program.test(dir), program.stream(), program.stream(dir)]);
      return { test: inPlace(answer, dir), before: now, after: then && withFolder(then, dir, configDir), reverted: then ? await effects.judge(plan, dir) : [] };
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
    return { before, after, reverted };
  }

  const inPlace = (answer: ClientAnswer, dir: string): ClientAnswer => ({ ...answer, words: answer.words.replaceAll(dir, configDir) });

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

  async function addedBy({ adds }: ConfigPlan, edits: readonly ConfigEdit[], after: ConfigStream): Promise<Judgement['added']> {
    if (adds === undefined || after.jails.has(adds)) {
      return null;
    }
    const stream = await staged([...edits, { path: TRIAL_FILE, text: enabledJail(adds), expected: null }], (dir) => program.stream(dir));
    return { jail: adds, stream: stream?.jails.get(adds) ?? null };
  }

  async function assertLogPlaces(jail: ChangedJail, places: ReadonlySet<string>): Promise<void> {
    for (const file of newLogFiles(jail)) {
      const real = await host.realPath(toHere(file));
      if (real === null || ![...places].some((place) => real.startsWith(`${toHere(place)}/`))) {
        throw invalidInput('logpath', `${file.slice(0, 200)} does not lie below /var/log, nor where other jails have their logs.`);
      }
    }
  }

  /** Whether all could be tried. Throws INVALID_INPUT for what is slow. */
  async function triedQuick(jail: ChangedJail): Promise<boolean> {
    if (!jail.after || newExpressions(jail).length === 0) {
      return true;
    }
    const fresh = newExpressions(jail);
    for (const filter of trialsOf(jail.after)) {
      const since = clock.ticks();
      const answer = await filterProgram.tryLines(hostileLines(jail.after, fresh), filter);
      if (answer === null && clock.ticks() - since >= filterLimitMs) {
        throw invalidInput('failregex', `With these expressions one hostile line keeps fail2ban busy for more than ${filterLimitMs / 1000} s.`);
      }
      if (answer === null) {
        return false;
      }
    }
    return true;
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
    /** `earlier`: what is to be written before it; `tryOut` may refuse what the server says of the streams. The jails that a plan concerns, and what is to be tried out on the server. Throws FAIL2BAN_REJECTED with fail2ban's words, REVISION_CONFLICT, INVALID_INPUT or FORBIDDEN. */
    async judge(plan: ConfigPlan, earlier: readonly ConfigEdit[] = [], tryOut: (streams: readonly TrialStream[]) => Promise<void> = async () => {}): Promise<Judgement> {
      const edits = [...earlier, editOf(plan)];
      const own = plan.filter !== null ? trialJail(plan.filter) : plan.action !== undefined ? trialAction(plan.action) : null;
      const { before, after, reverted } = await assertReadable(own === null ? edits : [...edits, { path: TRIAL_FILE, text: own, expected: null }], plan);
      const trial = plan.filter === null ? undefined : after.jails.get(SCRATCH_JAIL);
      const jails = before === null ? jailsOfFile(plan, after) : changedJails(before, after);
      const places = logPlaces(before === null ? (plan.logFiles ?? []) : [...before.jails.values()].flatMap((jail) => valuesOf(jail, 'addlogpath')));
      for (const jail of jails) {
        assertHarmless(jail, plan.isChecked && !(plan.keepsCommands && jail.before), allowsCommands);
        await assertLogPlaces(jail, places);
      }
      let isTried = true;
      for (const jail of [...jails, ...(trial ? [{ name: SCRATCH_JAIL, before: null, after: trial }] : [])]) {
        isTried = isTried && (await triedQuick(jail));
      }
      const filter = definedIn(plan.path);
      isTried && filter !== null && plan.text !== null && (await assertSamples(edits, filter));
      const unread = trial && { ...trial, commands: trial.commands.filter(([, , key]) => key !== 'addlogpath') };
      const streams = jails.flatMap(({ before: former, after: stream }) => (stream ? [{ stream, former }] : []));
      // Where an expression cannot be compiled the server has better words for it.
      await tryOut(unread ? [...streams, { stream: unread, former: null }] : streams);
      if (!isTried) {
        throw invalidInput('failregex', 'Whether a hostile line would keep fail2ban busy with these expressions could not be tried out with fail2ban-regex, so they are not taken.');
      }
      return { jails, server: serverValuesOf(after, before), reverted, added: await addedBy(plan, edits, after) };
    },

    /** The same for a fail2ban that is down, and may have to be started by another program than the client. Null, or why nobody can tell. */
    async judgeDown(plan: ConfigPlan): Promise<string | null> {
      const edit = editOf(plan);
      try {
        const test = await staged([edit], async (dir) => {
          const answer = inPlace(await program.test(dir), dir);
          await effects.judge(plan, dir);
          return answer;
        });
        test.ok || (await assertNoWorse(test.words));
        return null;
      } catch (error) {
        if (!(error instanceof BanguiError) || !['SURROUNDINGS_MISMATCH', 'FAIL2BAN_TIMEOUT'].includes(error.code)) {
          throw error;
        }
        return error.message;
      }
    },
  };
}

function editOf({ path, before, text }: ConfigPlan): ConfigEdit {
  return { path, text, expected: before?.digest ?? null };
}

function definedIn(path: string): string | null {
  return /^filter\.d\/(.+)\.(?:conf|local)$/.exec(path)?.[1] ?? null;
}

/** /var/log, and where the jails of the configuration have theirs already. */
export function logPlaces(files: readonly string[]): Set<string> {
  return new Set(['/var/log', ...files.map((file) => file.slice(0, file.lastIndexOf('/'))).filter((folder) => folder !== '')]);
}

function rejected(words: string, field?: string): BanguiError {
  return new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused: ${words}`, { fail2ban: words, applied: false, ...(field !== undefined && { field }) });
}

function filterOf(jail: JailStream): JailFilter {
  const [prefRegex = ''] = valuesOf(jail, 'prefregex');
  const failRegexes = valuesOf(jail, 'addfailregex');
  const maxLines = Number(valuesOf(jail, 'maxlines')[0] ?? 1);
  // fail2ban looks for the prefix, and for a time, even where there is nothing else to find.
  return { failRegexes: failRegexes.length === 0 ? ['^<HOST>$'] : failRegexes, ignoreRegexes: valuesOf(jail, 'addignoreregex'), prefRegex, datePattern: null, maxLines, encoding: 'UTF-8' };
}

/** Takes every line; an expression may leave it to its prefix to tell who is to be banned. */
const ANY_PREFIX = '^(?P<fid>)<F-CONTENT>.+</F-CONTENT>$';

/** With each pattern of times, and with any prefix, as few hostile lines have the right one. */
function trialsOf(jail: JailStream): JailFilter[] {
  const filter = filterOf(jail);
  const patterns = valuesOf(jail, 'datepattern').flatMap((text) => text.split('\n')).filter((text) => text !== '');
  const dated = patterns.length === 0 ? [filter] : patterns.map((datePattern) => ({ ...filter, datePattern }));
  return filter.prefRegex === '' ? dated : [...dated, { ...filter, prefRegex: ANY_PREFIX }];
}

/** Begins as each expression does, as far as that is plain text, and goes on with what it repeats. */
function hostileLines(jail: JailStream, fresh: readonly string[]): string[] {
  const { failRegexes, prefRegex } = filterOf(jail);
  const starts = new Set(['', ...[prefRegex, ...failRegexes].map(startOf)]);
  const lines = [
    ...[...starts].slice(0, 20).flatMap((start) => HOSTILE.map((part) => ({ start, part }))),
    ...fresh.slice(0, 20).flatMap((regex) => repeatedTexts(regex).slice(0, 8).map((part) => ({ start: startOf(regex), part }))),
  ].flatMap(({ start, part }) => DATES.map((date) => `${date}${start}${part.repeat(Math.ceil(HOSTILE_LENGTH / part.length))}!`));
  // fail2ban-regex takes what begins so for a comment, and does not count it.
  return [...new Set(lines)].filter((line) => !line.startsWith('#'));
}

const startOf = (regex: string): string => /^\^?([\w :=-]*)/.exec(regex)?.[1]?.slice(0, -1) ?? '';
