import type { PickleValue } from '../codec/pickleValue';
import { protocolError } from '../codec/wire';

export function readText(value: PickleValue | undefined): string {
  return typeof value === 'string' ? value : wrong('text');
}

export function readTextOrNull(value: PickleValue | undefined): string | null {
  return value === null ? null : readText(value);
}

export function readNumber(value: PickleValue | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : wrong('a number');
}

/** A switch that was never set is null, and in some versions stays the text of the configuration. */
export function readSwitch(value: PickleValue | undefined): boolean {
  return value === true || value === 'true';
}

export function readList(value: PickleValue | undefined): PickleValue[] {
  return Array.isArray(value) ? value : wrong('a list');
}

export function readTexts(value: PickleValue | undefined): string[] {
  return readList(value).map(readText);
}

/** A list of [label, value] pairs: labels are the same in every version, places are not. */
export function readLabelled(value: PickleValue | undefined): Map<string, PickleValue> {
  const byLabel = new Map<string, PickleValue>();
  for (const pair of readList(value)) {
    const [label, labelled] = readList(pair);
    byLabel.set(readText(label), labelled ?? null);
  }
  return byLabel;
}

function wrong(expected: string): never {
  throw protocolError(`it lacks ${expected}`);
}
