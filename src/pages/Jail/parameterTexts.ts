import type { LiveParametersAnswer } from '../../../pkg/contract/configServer';
import type { LiveValues } from '../../api/serverEndpoints';
import { wholeNumber } from '../../components/wholeNumber';

export const PARAMETERS = ['banTime', 'findTime', 'maxRetry', 'maxMatches'] as const;
export type ParameterName = (typeof PARAMETERS)[number];
export type ParameterTexts = Record<ParameterName, string>;

export function textsOf({ banTime, findTime, maxRetry, maxMatches }: LiveParametersAnswer): ParameterTexts {
  return { banTime: String(banTime), findTime: String(findTime), maxRetry: String(maxRetry), maxMatches: String(maxMatches) };
}

/** True for what the running jail cannot take; -1 is a ban time for ever. */
export function problemOf(name: ParameterName, text: string): boolean {
  return wholeNumber(text, 1) === null && !(name === 'banTime' && text.trim() === '-1');
}

/** What was changed; null when something of it cannot be taken. */
export function changedValues(texts: ParameterTexts, before: LiveParametersAnswer): LiveValues | null {
  if (PARAMETERS.some((name) => problemOf(name, texts[name]))) {
    return null;
  }
  return Object.fromEntries(PARAMETERS.filter((name) => Number(texts[name]) !== before[name]).map((name) => [name, Number(texts[name])]));
}
