import { Tooltip } from '@grafana/ui';
import { countryName, NOWHERE } from '../countryName';

const NONE = '–';

/** A country in short, its name on hover or focus; a dash for what has none. */
export function CountryCode({ code }: { code: string | null }) {
  if (code === null) {
    return NONE;
  }
  const name = countryName(code);
  return (
    <Tooltip content={name}>
      <span tabIndex={0} aria-label={name}>
        {code === NOWHERE ? NONE : code}
      </span>
    </Tooltip>
  );
}
