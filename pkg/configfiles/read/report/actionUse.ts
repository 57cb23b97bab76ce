import type { ConfigActionUse, ConfigPlace } from '../../../contract/configReading';
import { ACTION_OPTIONS } from '../definitions/optionTypes';
import type { Entry } from '../ini/section';
import { placeOf } from '../ini/section';
import { OF_THE_SERVER } from '../jails/actionCommands';
import type { ReadAction } from '../jails/readJail';
import type { Place } from '../python/ReadError';
import { asText } from './effectiveOptions';
import type { Showing } from './showing';

/** An action as the server would get it: commands with their tags put in, the other options as they are. */
export function actionUse({ name, file, options, given, place, definition }: ReadAction, showing: Showing): ConfigActionUse {
  const combined = definition?.combined(OF_THE_SERVER);
  const own = [...(combined ?? [])].filter(([option]) => ACTION_OPTIONS.has(option));
  const others = [...options].filter(([option]) => !ACTION_OPTIONS.has(option) && !option.startsWith('known/'));
  const written = (option: string): Entry | undefined => {
    const sections = definition?.config.sections;
    return sections?.get('Definition')?.get(option) ?? sections?.get('Init')?.get(option) ?? definition?.config.defaults.get(option);
  };
  const originOf = (option: string): ConfigPlace | null => {
    const entry = given.has(option) ? undefined : written(option);
    const from: Place | null = given.has(option) ? place : entry ? placeOf(entry) : null;
    return from && { ...from, file: showing.shown(from.file) };
  };
  return {
    name,
    action: file,
    files: definition ? showing.allShown(definition.config.files) : [`action.d/${file}`],
    options: [...own, ...others].map(([option, value]) => ({ name: option, value: asText(value), origin: originOf(option) })),
  };
}
