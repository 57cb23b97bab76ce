import type { ConfigChange, ConfigChangeAnswer, GivenOptions } from '../../contract/configChanges';
import type { ImportChoice, ImportPreview, JailDocument } from '../../contract/configTransfer';
import { JAIL_DOCUMENT } from '../../contract/configTransfer';
import type { FilterSample } from '../../contract/filterLab';
import { MOST_SAMPLES } from '../../contract/filterLab';
import type { DiffLine } from '../../contract/lineDiff';
import { BanguiError, invalidInput } from '../../domain/errors';
import { lineDiff } from '../../contract/lineDiff';
import type { Principal } from '../../domain/principal';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { ConfigReaderPort } from '../ports/configReaderPort';
import type { Logger } from '../ports/logger';
import type { ConfigChanges } from './createConfigChanges';
import type { ConfigStep, StepsGiven } from './createConfigSteps';
import { JAIL_OPTIONS } from './jailOptions';
import { exportedFilter, exportedJail } from './exportedOptions';

interface JailTransferDeps {
  reader: Pick<ConfigReaderPort, 'jail' | 'definition'>;
  changes: Pick<ConfigChanges, 'assertSwitchedOn' | 'previewSteps' | 'applySteps'>;
  samples: { read(filter: string): Promise<FilterSample[]>; write(filter: string, samples: readonly FilterSample[]): Promise<unknown> };
  /** Of fail2ban here. */
  version: () => Promise<string>;
  allowsCommands: boolean;
  clock: Clock;
  logger: Logger;
}

export type JailTransfer = ReturnType<typeof createJailTransfer>;

interface ImportPlan {
  steps: ConfigStep[];
  filter: ImportPreview['filter'];
}

/** A jail with its filter as a document, and back again, as two changes like any other: what a document says is nobody's word. */
export function createJailTransfer({ reader, changes, samples, version, allowsCommands, clock, logger }: JailTransferDeps) {
  async function exportFilter(name: string, use: Parameters<typeof exportedFilter>[0]): Promise<JailDocument['filter']> {
    const found = await reader.definition('filter', name);
    if (!found) {
      return null;
    }
    const definition = found.options.map(({ section, name: option, raw }) => ({ section, name: option, raw }));
    return { name, definition, ...exportedFilter(use, definition), samples: (await samples.read(name)).slice(0, MOST_SAMPLES) };
  }

  /** What is here under the filter's name, against what the document says. */
  async function compare({ name, definition }: NonNullable<JailDocument['filter']>): Promise<{ here: 'missing' | 'same' | 'differs'; diff: DiffLine[] }> {
    const found = await reader.definition('filter', name);
    const [own, theirs] = [found && textOf(found.options), textOf(definition)];
    return { here: own === null ? 'missing' : own === theirs ? 'same' : 'differs', diff: own === theirs ? [] : lineDiff(own, theirs) };
  }

  /** Throws INVALID_INPUT for what has to be said differently. */
  async function plan(choice: ImportChoice, show: (filter: ImportPreview['filter']) => void = () => {}): Promise<ImportPlan> {
    const { document, without, enable, keepFilter } = choice;
    const { jail, filter } = document;
    const { filter: given, enabled: _enabled, ...options } = Object.fromEntries(Object.entries(jail.options).filter(([option]) => !without.includes(option)));
    const uses = given ?? (filter ? [filter.name] : undefined);
    // Also where brackets behind it will not be needed: a document that says such things is no document of ours.
    typeof uses === 'object' && JAIL_OPTIONS.filter?.(uses, 'filter', { hasFilter: () => true, isLogPlace: () => true, allowsCommands: false });
    if (filter && uses?.[0]?.replace(/\[.*$/s, '') !== filter.name) {
      throw invalidInput('filter', 'The jail of this document uses another filter than the one that it brings.');
    }
    const found = filter && (await compare(filter));
    const makes = filter && (choice.filter ?? (found?.here === 'missing' ? filter.name : null));
    const shown: ImportPreview['filter'] = filter && found && { name: makes ?? filter.name, here: found.here, made: makes !== null, diff: found.diff };
    show(shown);
    if (filter && makes === null && found?.here === 'differs' && !keepFilter) {
      throw invalidInput('filter', `The filter ${filter.name} here is not the one of this document. Keep the one that is here, or name the other one differently.`);
    }
    if (filter && makes !== null && filter.leftOut.length > 0) {
      const unfit = filter.leftOut.map(({ option }) => option).join(', ');
      throw invalidInput('filter', `The filter ${filter.name} cannot be made of this document, as only the file editor takes its ${unfit}. Make it by hand, or keep the one that is here.`);
    }
    // With everything put in, brackets behind the name would have no meaning any more.
    const named: GivenOptions = makes !== null ? { filter: [makes] } : uses ? { filter: uses } : {};
    const make: ConfigChange[] = filter && makes !== null ? [{ kind: 'create_filter', filter: makes, options: filter.options }] : [];
    const create: ConfigChange = { kind: 'create_jail', jail: choice.jail ?? jail.name, options: { ...named, ...options, enabled: [enable ? 'true' : 'false'] } };
    const steps = [...make.map((change) => ({ change, kind: 'import_filter' })), { change: create, kind: 'import_jail' }];
    return { steps, filter: shown };
  }

  async function keepSamples(filter: string, brought: readonly FilterSample[]): Promise<void> {
    try {
      if (brought.length > 0 && (await samples.read(filter)).length === 0) {
        await samples.write(filter, brought);
      }
    } catch (error) {
      logger.warn('config_samples_not_kept', { filter, error });
    }
  }

  return {
    /** Throws JAIL_NOT_FOUND. */
    async export(name: string): Promise<JailDocument> {
      const jail = await reader.jail(name);
      if (!jail) {
        throw new BanguiError('JAIL_NOT_FOUND', `No file of the configuration has a jail "${name}".`, { jail: name });
      }
      const told = exportedJail(jail.options, allowsCommands);
      const uses = jail.filter?.name ?? told.options.filter?.[0]?.replace(/\[.*$/s, '');
      const filter = uses === undefined ? null : await exportFilter(uses, jail.filter);
      return { format: JAIL_DOCUMENT, version: 1, exportedAt: epochSeconds(clock), fail2ban: await version().catch(() => null), jail: { name, ...told }, filter };
    },

    /** What an import would do. Changes nothing; what is wrong with it is told, not thrown. */
    async preview(choice: ImportChoice): Promise<ImportPreview> {
      changes.assertSwitchedOn();
      let filter: ImportPreview['filter'] = null;
      const told = await changes.previewSteps(async () => (await plan(choice, (shown) => (filter = shown))).steps);
      return { filter, ...told };
    },

    /** Filter first, then the jail; when fail2ban refuses the jail, the filter goes as well. */
    async import(choice: ImportChoice, given: StepsGiven, principal: Principal): Promise<ConfigChangeAnswer> {
      changes.assertSwitchedOn();
      const makes = async () => {
        const { steps, filter } = await plan(choice);
        return { steps, onDone: () => (filter?.made ? keepSamples(filter.name, choice.document.filter?.samples ?? []) : Promise.resolve()) };
      };
      return changes.applySteps({ choice, given }, makes, given, principal);
    },
  };
}

/** As one text, in an order that does not come from files. */
function textOf(options: ReadonlyArray<{ section: string; name: string; raw: string }>): string {
  const lines = options.map(({ section, name, raw }) => `[${section}] ${name} = ${raw.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n    ')}`.trimEnd());
  return lines.sort().join('\n');
}
