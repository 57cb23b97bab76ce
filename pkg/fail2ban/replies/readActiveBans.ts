import type { ActiveBan } from '../../domain/ban';
import { boundedBanTime } from '../../domain/banTime';
import type { PickleValue } from '../codec/pickleValue';
import { protocolError } from '../codec/wire';
import type { LocalTime } from './createLocalTime';
import { parseWallTime } from './parseWallTime';
import { readList, readText } from './readValue';

const STAMP = '2026-11-21 02:19:13'.length;

/**
 * Of `get JAIL banip --with-time`: lines like "192.0.2.7 \t2026-11-21 02:19:13 + 600 = 2026-11-21 02:29:13", and
 * "… + -1 = 9999-12-31 23:59:59" for ever. Read from the right: the left side is whatever was banned, unchecked.
 */
export function readActiveBans(jail: string, value: PickleValue, localTime: LocalTime, now: number): ActiveBan[] {
  return readList(value).map((line) => readLine(jail, readText(line), localTime, now));
}

function readLine(jail: string, line: string, localTime: LocalTime, now: number): ActiveBan {
  const tab = line.lastIndexOf('\t');
  const lengthAt = tab + 1 + STAMP + ' + '.length;
  const endAt = line.length - STAMP;
  const lengthEnd = endAt - ' = '.length;
  const shaped = tab > 1 && lengthAt < lengthEnd && line[tab - 1] === ' ' && line.startsWith(' + ', lengthAt - 3) && line.startsWith(' = ', lengthEnd);
  const seconds = shaped ? Number(line.slice(lengthAt, lengthEnd)) : Number.NaN;
  const startWall = parseWallTime(line, tab + 1);
  const endWall = parseWallTime(line, endAt);
  if (!Number.isInteger(seconds) || Number.isNaN(startWall) || Number.isNaN(endWall)) {
    throw protocolError('a line of a ban list has another form');
  }
  const banTime = boundedBanTime(seconds);
  const start = localTime.startOfBan(startWall, endWall, banTime, now);
  const address = line.slice(0, tab - 1);
  return banTime < 0 ? { jail, address, start, end: null, banTime } : { jail, address, start, end: start + banTime, banTime };
}
