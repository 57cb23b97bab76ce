import type { Target } from '../createTarget';
import { environmentOf } from '../iniText';
import { attachCommand } from '../options';
import { allowAlso, idsIn, UNSIGNED } from '../pluginIds';
import { GRAFANA_ENV } from '../wantedFiles';
import type { Check } from './check';
import { bad, good, unknown } from './check';

const NAME = 'unsigned plugins';

/** Whether the list that Grafana goes by still has all that the admin's own list, which it overrules, has by now. */
export async function unsignedCheck(target: Target, allowed: string): Promise<Check> {
  const written = environmentOf(await target.read(GRAFANA_ENV))[UNSIGNED];
  if (written === undefined) {
    return unknown(NAME, `${GRAFANA_ENV} is not there`, `Run ${attachCommand(target.root)}, or list the four ids of BanGUI yourself.`);
  }
  const missing = idsIn(allowAlso(allowed)).filter((id) => !idsIn(written).includes(id));
  return missing.length === 0
    ? good(NAME, 'all that are allowed')
    : bad(NAME, `${missing.join(', ')}: allowed by you, and not in ${GRAFANA_ENV}, which Grafana goes by`, `Run ${attachCommand(target.root)} again, or add them to ${GRAFANA_ENV}; then restart Grafana.`);
}
