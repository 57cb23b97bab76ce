import type { ConfigFilterUse, ConfigOption } from '../../contract/configReading';
import type { JailDocument } from '../../contract/configTransfer';
import { BanguiError } from '../../domain/errors';
import { FILTER_OPTIONS } from './filterOptions';
import type { OptionRule, RuleContext } from './jailOptions';
import { JAIL_OPTIONS } from './jailOptions';

type Exported = Pick<JailDocument['jail'], 'options' | 'leftOut'>;

/** What belongs to a jail also when [DEFAULT] of its host says it: not who is ignored there, nor how that host blocks and whom it tells. */
const TRAVELS: ReadonlySet<string> = new Set([
  'bantime', 'findtime', 'maxretry', 'maxmatches', 'maxlines', 'bantime.increment', 'bantime.maxtime', 'bantime.rndtime', 'bantime.overalljails', 'bantime.factor', 'bantime.multipliers',
  'backend', 'usedns', 'mode', 'logencoding', 'failregex', 'ignoreregex', 'journalmatch', 'logpath',
]);
/** Their percent signs are doubled in files. */
const EXPRESSIONS: ReadonlySet<string> = new Set(['failregex', 'ignoreregex', 'prefregex', 'datepattern']);

/** What a jail's files say of it, as it would be set here; the filter always, as another jail's name may stand for another one. */
export function exportedJail(options: readonly ConfigOption[], allowsCommands: boolean): Exported {
  const meant = options.filter(({ name, origin }) => {
    const isOfSection = origin !== null && !origin.isDefault;
    return name === 'filter' || (name !== 'enabled' && (isOfSection || (origin !== null && origin.file.endsWith('.local') && TRAVELS.has(name))));
  });
  return gathered(meant.map(({ name, raw, value }) => ({ name, texts: [raw, value] })), JAIL_OPTIONS, allowsCommands);
}

/** What the jail searches with; as the files say it where that cannot be told. */
export function exportedFilter(use: ConfigFilterUse | null, definition: ReadonlyArray<{ name: string; raw: string }>): Exported {
  const used: Record<string, string | null> = use
    ? { failregex: use.failRegexes.join('\n'), ignoreregex: use.ignoreRegexes.join('\n'), prefregex: use.prefRegex, datepattern: use.datePattern, maxlines: use.maxLines === null ? null : String(use.maxLines), journalmatch: use.journalMatches.join('\n') }
    : {};
  const names = use ? Object.keys(used) : [...new Set(definition.map(({ name }) => name))].filter((name) => Object.hasOwn(FILTER_OPTIONS, name));
  const rawOf = (name: string) => definition.findLast((option) => option.name === name)?.raw ?? null;
  // In files an expression has its percent signs doubled, in what the jail searches with it has not.
  return gathered(names.map((name) => ({ name, texts: use ? [null, used[name] ?? null] : [rawOf(name), null] })), FILTER_OPTIONS, false);
}

/** `texts`: as a file says it, and with everything put in. */
function gathered(found: ReadonlyArray<{ name: string; texts: [string | null, string | null] }>, rules: Readonly<Record<string, OptionRule>>, allowsCommands: boolean): Exported {
  const exported: Exported = { options: {}, leftOut: [] };
  for (const { name, texts } of found) {
    const [raw, value] = texts.map((text) => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== ''));
    if (!raw?.length && !value?.length) {
      continue;
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const fit = rule ? fitting(name, rule, raw ?? [], value ?? [], allowsCommands) : null;
    if (Array.isArray(fit)) {
      exported.options[name] = fit;
    } else {
      exported.leftOut.push({ option: name.slice(0, 64), why: fit ?? 'unfit' });
    }
  }
  return exported;
}

/** The lines that would be given here for an option, preferably as they are written. */
function fitting(name: string, rule: OptionRule, raw: string[], value: string[], allowsCommands: boolean): string[] | 'command' | null {
  const context: RuleContext = { hasFilter: () => true, isLogPlace: () => true, allowsCommands };
  const written = EXPRESSIONS.has(name) ? (raw.some((line) => line.includes('%(')) ? [] : raw.map((line) => line.replaceAll('%%', '%'))) : raw;
  let refused: 'command' | null = null;
  for (const lines of [written, value].filter(({ length }) => length > 0 && length <= 200)) {
    try {
      rule(lines, name, context);
      return lines;
    } catch (error) {
      if (!(error instanceof BanguiError)) {
        throw error;
      }
      refused = error.code === 'FORBIDDEN' ? 'command' : null;
    }
  }
  return refused;
}
