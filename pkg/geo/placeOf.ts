import type { GeoPlace } from '../services/ports/geoPort';

/** Longer names are cut: they are shown in tables. */
const LONGEST_NAME = 120;

/**
 * Reads a record of a database or a provider by the field names that are common among them: those of MaxMind, DB-IP, IPinfo and
 * ip-location-db files, and of JSON services such as ip-api. Null when it says nothing usable.
 */
export function placeOf(record: unknown): GeoPlace | null {
  const fields = fieldsOf(record);
  const connection = fieldsOf(fields.connection);
  const place = {
    country: first(countryCode, fields.country_code, fields.countryCode, fieldsOf(fields.country).iso_code, fields.country, fieldsOf(fields.registered_country).iso_code),
    asn: first(asNumber, fields.autonomous_system_number, fields.asn, fields.as, connection.asn),
    org: first(name, fields.autonomous_system_organization, fields.org, fields.organization, fields.as_name, fields.asname, fields.isp, connection.org),
    city: first(name, fields.city, fieldsOf(fieldsOf(fields.city).names).en, fieldsOf(fields.city).name),
  };
  return Object.values(place).some((value) => value !== null) ? place : null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function first<T>(read: (value: unknown) => T | null, ...values: unknown[]): T | null {
  for (const value of values) {
    const found = read(value);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** ZZ stands for "unknown" here and there: for us it has a meaning of its own. */
function countryCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) && !/^zz$/i.test(value) ? value.toUpperCase() : null;
}

/** 64496, "64496", "AS64496" or "AS64496 Example Networks". */
function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(/^(?:AS)?(\d{1,10})\b/i.exec(value)?.[1]) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number <= 0xffff_ffff ? number : null;
}

function name(value: unknown): string | null {
  // What stands in a control character's place would be seen by nobody and break lines of exports.
  const text = typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ').trim().slice(0, LONGEST_NAME) : '';
  return text === '' ? null : text;
}
