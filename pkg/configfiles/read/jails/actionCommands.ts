import { ACTION_OPTIONS } from '../definitions/optionTypes';
import type { Dialect } from '../dialect';
import type { Command } from '../python/pythonValue';
import { jsonOfTexts } from '../python/pythonValue';
import type { ReadAction } from './readJail';

/** Only the server knows them. */
export const OF_THE_SERVER = ['matches', 'ipmatches', 'ipjailmatches', 'timeout', 'bantime'];

/** What sets up an action of a jail. Throws ValueError for tags that contain themselves. */
export function actionCommands({ name, file, options, definition }: ReadAction, jail: string, { configDir }: Dialect): Command[] {
  if (!definition) {
    return [['set', jail, 'addaction', name, `${configDir}/action.d/${file}`, jsonOfTexts(options)]];
  }
  const own = [...definition.combined(OF_THE_SERVER)].filter(([option]) => ACTION_OPTIONS.has(option));
  const others = [...options].filter(([option]) => !ACTION_OPTIONS.has(option) && !option.startsWith('known/'));
  const [first, ...more] = [...own, ...others];
  const add: Command = ['set', jail, 'addaction', name];
  if (!first) {
    return [add];
  }
  return [add, more.length > 0 ? ['multi-set', jail, 'action', name, [first, ...more]] : ['set', jail, 'action', name, ...first]];
}
