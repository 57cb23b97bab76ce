import type { ConfigChange } from '../../contract/configChanges';
import { assertConfigPath } from '../../domain/configPath';
import { BanguiError, invalidInput } from '../../domain/errors';
import { assertJailName, isScratchJail } from '../../domain/jailName';
import { ownFileOf } from '../../domain/ownFiles';
import type { ConfigPlan, LineChanges, PlanDeps, Wanted } from './ConfigPlan';
import type { JailSections } from './jailFiles';
import { readJailFiles } from './jailFiles';
import { JAIL_OPTIONS } from './jailOptions';
import type { SaidBefore } from './regexRules';
import { ruled, ruleIn } from './ruledOptions';
import { removeOnly, setOnly, textOrNothing } from './setOnly';

/** iptables takes chains of at most 28 characters, and the actions put "f2b-" before the name. */
const NEW_JAIL = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,23}$/;
/** What jail.conf hands to actions, or that a jail is there at all; none of it means anything to a shell. */
const IN_ACTIONS: readonly string[] = ['enabled', 'port', 'protocol', 'chain', 'destemail', 'sender', 'bantime', 'logpath'];
/** Any text: never beside the above in one change that alters commands. */
const FREE_TEXTS: readonly string[] = ['failregex', 'ignoreregex'];
const COPIED_FILTER = '[mode=%(mode)s]';

export type JailChange = Exclude<ConfigChange, { kind: 'edit_file' | 'set_defaults' } | { filter: string } | { action: string }>;

/** What a change of one jail writes. Throws as planChange does. */
export async function planJail(change: JailChange, { files, context }: Pick<PlanDeps, 'files' | 'context'>): Promise<ConfigPlan> {
  const { jail } = change;
  assertJailName(jail);
  if (isScratchJail(jail)) {
    throw invalidInput('jail', 'Names that begin with zz-scratch are kept for trials.');
  }
  const sections = await readJailFiles(files);
  const path = ownFileOf(jail);
  assertConfigPath(path);
  const before = await files.read(path);
  const old = before?.text ?? '';
  const made = (text: string, wanted: Wanted | null): ConfigPlan => ({ path, before, text: textOrNothing(text), isChecked: true, filter: null, wanted });
  const edited = (options: LineChanges) => made(setOnly(path, old, jail, options), { of: 'jail', name: jail, options });

  if (change.kind === 'create_jail' || change.kind === 'copy_jail') {
    assertNew(jail, sections);
    return { ...edited(change.kind === 'create_jail' ? { enabled: ['false'], ...ruled(change.options, ruleIn(JAIL_OPTIONS), context) } : copied(change.from, sections)), adds: jail };
  }
  if (sections.of(jail).length === 0) {
    assertAllRead(sections);
    throw new BanguiError('JAIL_NOT_FOUND', `The configuration has no jail "${jail}".`, { jail });
  }
  switch (change.kind) {
    case 'set_options':
      return { ...edited(ruled(change.options, ruleIn(JAIL_OPTIONS), { ...context, said: saidOf(jail, sections) })), keepsCommands: keepsCommands(Object.keys(change.options)) };
    case 'activate_jail':
      return edited({ enabled: ['true'] });
    case 'deactivate_jail':
      return edited({ enabled: ['false'] });
    case 'delete_jail':
      assertAllRead(sections);
      if (sections.isForeign(jail)) {
        throw invalidInput('jail', `${jail} was not made here: other files of the configuration know it as well. Deactivate it instead.`);
      }
      return made(removeOnly(path, old, jail), null);
  }
}

function saidOf(jail: string, sections: JailSections): SaidBefore {
  return { linesOf: (option) => new Set(sections.of(jail).flatMap(({ options }) => options.get(option) ?? [])), tags: new Set() };
}

/** For what depends on that no file knows a jail. */
function assertAllRead({ unreadable: [path] }: JailSections): void {
  if (path !== undefined) {
    throw invalidInput('jail', `${path} cannot be read here, as it is larger than 1 MB or no UTF-8, so nobody can tell whether it knows this jail. It has to be mended by hand.`);
  }
}

function assertNew(jail: string, sections: JailSections): void {
  if (!NEW_JAIL.test(jail)) {
    throw invalidInput('jail', 'The name of a new jail has at most 24 letters, digits, "_", "." or "-" and starts with a letter or digit.');
  }
  if (sections.of(jail).length > 0) {
    throw invalidInput('jail', `There is a jail ${jail} already.`);
  }
  assertAllRead(sections);
}

/** What the files say of a jail, the last one first heard; the new one stays disabled until it is activated. */
function copied(from: string, sections: JailSections): Record<string, readonly string[]> {
  const known = sections.of(from);
  if (known.length === 0) {
    throw new BanguiError('JAIL_NOT_FOUND', `The configuration has no jail "${from}".`, { jail: from });
  }
  const said = Object.fromEntries(known.flatMap(({ options }) => [...options]));
  return { filter: [`${from}${COPIED_FILTER}`], ...said, enabled: ['false'] };
}

function keepsCommands(options: readonly string[]): boolean {
  return !options.some((option) => IN_ACTIONS.includes(option)) || options.some((option) => FREE_TEXTS.includes(option));
}
