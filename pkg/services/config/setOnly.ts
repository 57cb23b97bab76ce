import { invalidInput } from '../../domain/errors';
import { differsOnlyIn, removeSection, saysNothing, setOptions } from '../../domain/iniEdit';
import type { LineChanges } from './ConfigPlan';
import { isReadAsWritten } from './rawRules';

/** A text with other options, read back: nothing else of it has changed its meaning. Throws INVALID_INPUT where it would. */
export function setOnly(path: string, text: string, section: string, changes: LineChanges): string {
  return asMeant(path, text, setOptions(text, section, changes), section, changes);
}

/** The same without a section. */
export function removeOnly(path: string, text: string, section: string): string {
  return asMeant(path, text, removeSection(text, section), section, null);
}

/** Null for a text that says nothing any more: its file goes. */
export const textOrNothing = (text: string): string | null => (saysNothing(text) ? null : text);

function asMeant(path: string, before: string, after: string, section: string, changes: LineChanges | null): string {
  if (!isReadAsWritten(before) || !differsOnlyIn(before, after, section, changes)) {
    throw invalidInput('change', `${path} is written in a way that this change would alter more than it says, for example by how its lines are indented. Change it in the file itself.`);
  }
  return after;
}
