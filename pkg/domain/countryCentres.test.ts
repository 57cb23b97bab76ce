import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freeDatabase } from '../geo/freeDatabase';
import { CENTRED_COUNTRIES, countryCentre } from './countryCentres';

/** Known to Intl and no country of today's ISO 3166: withdrawn codes, parts of countries, unions, and what tests need. */
const OTHERS = 'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ'.split(' ');

const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const isNamed = (code: string) => NAMES.of(code) !== undefined && !OTHERS.includes(code);

describe('countryCentre', () => {
  it('knows every country that has a name', () => {
    const countries = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isNamed);
    expect(countries.filter((code) => countryCentre(code) === null)).toEqual([]);
    expect(countries).toHaveLength(250);
  });

  it('knows every country of the free database', () => {
    // A text of two bytes, as the database writes it.
    const codes = [...new Set([...readFileSync(freeDatabase()).toString('latin1').matchAll(/\x42([A-Z]{2})/g)].map(([, code = '']) => code))];
    expect(codes.length).toBeGreaterThan(230);
    expect(codes.filter((code) => countryCentre(code) === null && !OTHERS.includes(code))).toEqual([]);
  });

  it('stays on the globe, and gives no two countries one point', () => {
    const points = CENTRED_COUNTRIES.map((code) => countryCentre(code));
    expect(points.filter((point) => point === null || Math.abs(point.latitude) > 85 || Math.abs(point.longitude) > 180)).toEqual([]);
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(CENTRED_COUNTRIES.length);
  });

  it.each([
    ['DE', 47, 55, 6, 15],
    ['US', 30, 49, -125, -67],
    ['BR', -34, 5, -74, -34],
    ['AU', -39, -11, 113, 154],
    ['NZ', -47, -34, 166, 179],
    ['CN', 18, 53, 74, 135],
    ['IN', 7, 36, 68, 97],
    ['RU', 45, 75, 30, 180],
    ['ZA', -35, -22, 16, 33],
    ['IS', 63, 67, -25, -13],
    ['FJ', -20, -16, 176, 180],
    ['CL', -56, -17, -76, -66],
    ['SG', 1, 2, 103, 105],
    ['MT', 35, 37, 14, 15],
    ['KE', -5, 5, 33, 42],
  ])('puts %s where it is', (code, south, north, west, east) => {
    const { latitude, longitude } = countryCentre(code) ?? { latitude: NaN, longitude: NaN };
    expect(latitude > south && latitude < north && longitude > west && longitude < east).toBe(true);
  });

  it.each(['ZZ', '', 'de', 'EU', '*', 'toString', '__proto__'])('knows no centre of %j', (code) => {
    expect(countryCentre(code)).toBeNull();
  });
});
