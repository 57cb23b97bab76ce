import { t } from '@grafana/i18n';
import type { Difference } from '../../alerts/compareRule';
import { PLAIN } from '../../i18n';

/** A difference in words: what is there, and what would be. */
export function differenceText({ part, name, stored, wanted }: Difference): string {
  const values = { name, stored: stored === '' ? t('difference.none', 'nothing') : stored, wanted, interpolation: PLAIN };
  switch (part) {
    case 'title':
      return t('difference.rule-title', 'Its title is “{{stored}}”, not “{{wanted}}”', values);
    case 'query':
      return t('difference.query', 'It asks {{stored}}, not {{wanted}}', values);
    case 'threshold':
      return t('difference.threshold', 'Its condition is {{stored}}, not {{wanted}}', values);
    case 'for':
      return t('difference.for', 'It waits {{stored}}, not {{wanted}}', values);
    case 'noData':
      return t('difference.no-data', 'Without data it goes to {{stored}}, not {{wanted}}', values);
    case 'error':
      return t('difference.error', 'After an error it goes to {{stored}}, not {{wanted}}', values);
    case 'severity':
      return t('difference.severity', 'Its severity is {{stored}}, not {{wanted}}', values);
    case 'label':
      return t('difference.label', 'Its label {{name}} is {{stored}}, not {{wanted}}', values);
    case 'summary':
      return t('difference.summary', 'Its summary has other words');
    case 'description':
      return t('difference.description', 'Its description has other words');
    case 'link':
      return t('difference.link', 'Its link “{{name}}” leads elsewhere', values);
  }
}
