import { t } from '@grafana/i18n';
import { PLAIN } from '../../../i18n';
import { iniLines } from './iniLines';
import type { LineProblem } from './problemsIn';

/** What makes fail2ban refuse a whole file, found while it is typed. */
export function mistakesIn(text: string): LineProblem[] {
  const seen = new Set<string>();
  const isNew = (what: string) => seen.size < seen.add(what).size;
  return iniLines(text).flatMap(({ kind, section, name }, index): LineProblem[] => {
    const line = index + 1;
    if (kind === 'section') {
      return isNew(`[${section}]`) || section === 'DEFAULT' ? [] : [{ line, message: t('mistake.section', 'The section [{{section}}] stands in this file already', { section, interpolation: PLAIN }) }];
    }
    if (section === null && kind !== 'empty') {
      return [{ line, message: t('mistake.no-section', 'A section such as [DEFAULT] must come first') }];
    }
    if (kind === 'other') {
      return [{ line, message: t('mistake.no-option', 'Neither “option = value”, nor a comment; what goes on with a value is indented') }];
    }
    return kind !== 'option' || isNew(`[${section}] ${name}`) ? [] : [{ line, message: t('mistake.option', '“{{name}}” is set in this section already', { name, interpolation: PLAIN }) }];
  });
}
