import { t } from '@grafana/i18n';
import { secondsOf } from '../../../../pkg/contract/secondsOf';
import type { OptionField } from './optionFields';
import { linesOf } from './optionFields';

/** What is plainly wrong with a value while it is typed; the sidecar and fail2ban judge the rest. */
export function valueProblem({ kind }: OptionField, text: string): string | null {
  const value = text.trim();
  if (linesOf(value).length === 0) {
    return t('value.empty', 'Give a value, or discard the change');
  }
  if (kind === 'time' && secondsOf(value) === null) {
    return t('value.time', 'A time such as 600, 10m or 1d 12h');
  }
  if (kind === 'number' && !/^\d{1,7}$/.test(value)) {
    return t('value.number', 'A whole number');
  }
  if (kind !== 'lines' && kind !== 'regexes' && value.includes('\n')) {
    return t('value.one-line', 'One line only');
  }
  return linesOf(value).some((line) => /^[#;]|\s;/.test(line)) ? t('value.comment', 'fail2ban would take a part of this for a comment') : null;
}
