import { Tooltip } from '@grafana/ui';
import { countryName } from '../countryName';

/** A country in short, its name on hover or focus. */
export function CountryCode({ code }: { code: string | null }) {
  if (code === null) {
    return '–';
  }
  const name = countryName(code);
  return (
    <Tooltip content={name}>
      <span tabIndex={0} aria-label={name}>
        {code}
      </span>
    </Tooltip>
  );
}
