import { createDefinition } from '../definitions/createDefinition';
import type { Definition } from '../definitions/createDefinition';
import { extractOptions } from '../definitions/extractOptions';
import { ACTION_OPTIONS, FILTER_OPTIONS, JAIL_FIRST, jailOptions, readOptions } from '../definitions/optionTypes';
import { splitWithOptions } from '../definitions/splitWithOptions';
import type { Dialect } from '../dialect';
import type { ConfigLoader } from '../ini/createConfigLoader';
import { rawOption } from '../ini/interpolate';
import type { MergedConfig } from '../ini/mergedConfig';
import { addServerFacts } from '../ini/mergedConfig';
import { placeOf } from '../ini/section';
import type { Place } from '../python/ReadError';
import { ReadError } from '../python/ReadError';
import { fromRoot, joined } from '../python/paths';
import { strip } from '../../../domain/pythonText';
import type { Scalar } from '../python/pythonValue';
import { repr, toText } from '../python/pythonValue';

export interface ReadFilter {
  name: string;
  definition: Definition;
}

export interface ReadAction {
  /** As the server will call it. */
  name: string;
  /** As it is called in the folder action.d. */
  file: string;
  options: Map<string, Scalar>;
  /** Those that were given in brackets. */
  given: ReadonlySet<string>;
  /** Of its line in the jail's `action`. */
  place: Place | null;
  /** Null for a Python action: fail2ban-client does not look into it. */
  definition: Definition | null;
}

export interface ReadJail {
  name: string;
  enabled: boolean;
  options: Map<string, Scalar>;
  filter: ReadFilter | null;
  actions: ReadAction[];
  /** Why fail2ban leaves this jail out. */
  skipped: ReadError | null;
}

interface JailDeps {
  loader: ConfigLoader;
  dialect: Dialect;
  /** `first`: only what is asked of every jail; `all`: as if the jail were enabled. Left out: as fail2ban does. */
  asked?: 'first' | 'all';
}

/** Reads one jail, and writes its filter's options into its section as `known/...`. Throws ReadError for what makes fail2ban refuse everything. */
export async function readJail(config: MergedConfig, name: string, { loader, dialect, asked }: JailDeps): Promise<ReadJail> {
  addServerFacts(config, dialect);
  const first = readOptions(config, name, JAIL_FIRST, { mustExist: true });
  const jail: ReadJail = { name, enabled: first.get('enabled') === true, options: first, filter: null, actions: [], skipped: null };
  if (asked === 'first' || (!jail.enabled && asked !== 'all')) {
    return jail;
  }
  try {
    jail.filter = await readFilter(config, jail, { loader, dialect });
    jail.options = readOptions(config, name, jailOptions(dialect));
    jail.filter?.definition.read(jail.options);
    for (const text of splitWithOptions(toText(jail.options.get('action') ?? ''), dialect).map(strip)) {
      text === '' || jail.actions.push(await readAction(jail, text, rowOf(config, name, 'action', text), { loader, dialect }));
    }
  } catch (error) {
    if (!(error instanceof ReadError) || error.kind !== 'jail') {
      throw error;
    }
    jail.skipped = error;
  }
  return jail;
}

async function readFilter(config: MergedConfig, { name: jail, options }: ReadJail, { loader, dialect }: JailDeps): Promise<ReadFilter | null> {
  const text = toText(options.get('filter') ?? '');
  if (text === '') {
    return null;
  }
  const place = rowOf(config, jail, 'filter', text);
  const { name, options: brackets } = named('filter', text, place, dialect);
  const { config: filter, found } = await loader.load(fileOf('filter.d', name));
  if (!found) {
    throw new ReadError('jail', `Unable to read the filter ${repr(name)}`, place);
  }
  if (!brackets.get('logtype') && !filter.sections.get('Definition')?.has('logtype')) {
    brackets.set('logtype', toText(options.get('backend') ?? '').startsWith('systemd') ? 'journal' : 'file');
  }
  const definition = createDefinition({ config: filter, types: FILTER_OPTIONS, options: brackets, dialect });
  definition.read(options, true);
  const section = config.sections.get(jail);
  for (const [option, value] of definition.combined()) {
    option.startsWith('known/') || section?.set(`known/${option}`, { value, origin: null });
  }
  return { name, definition };
}

async function readAction(jail: ReadJail, text: string, place: Place | null, { loader, dialect }: JailDeps): Promise<ReadAction> {
  const { name: file, options } = named('action', text, place, dialect);
  const given = new Set(options.keys());
  if (file.endsWith('.py')) {
    const name = toText(options.get('actname') ?? file.slice(0, -3));
    options.delete('actname');
    return { name, file, options, given, place, definition: null };
  }
  const called = toText(options.get('name') ?? jail.name);
  options.set('name', called);
  const ending = called === jail.name ? '' : called.startsWith(jail.name) ? called.slice(jail.name.length) : `-${called}`;
  const name = toText(options.get('actname') ?? file + ending);
  options.set('actname', name);
  try {
    const { config, found } = await loader.load(fileOf('action.d', file));
    if (!found) {
      throw new ReadError('jail', `Unable to read action ${repr(file)}`, place);
    }
    const definition = createDefinition({ config, types: ACTION_OPTIONS, options, dialect });
    definition.read(jail.options);
    return { name, file, options, given, place, definition };
  } catch (error) {
    if (error instanceof ReadError && error.kind !== 'jail') {
      throw new ReadError('ValueError', `Error in action definition ${repr(text)}: ${error.repr()}`, error.place ?? place);
    }
    throw error;
  }
}

function named(what: 'filter' | 'action', text: string, place: Place | null, dialect: Dialect): ReturnType<typeof extractOptions> {
  try {
    return extractOptions(text, dialect);
  } catch (error) {
    throw error instanceof ReadError ? new ReadError('jail', `Invalid ${what} definition ${repr(text)}: ${error.message}`, place) : error;
  }
}

function fileOf(folder: string, name: string): string {
  return joined(folder, name.startsWith('./') ? fromRoot(name) : name);
}

/** The line of the option's value that holds `text`; its first line when another option brought that in. */
function rowOf(config: MergedConfig, section: string, option: string, text: string): Place | null {
  try {
    const entry = rawOption(config, section, option);
    return placeOf(entry, Math.max(0, toText(entry.value).indexOf(text)));
  } catch {
    return null;
  }
}
