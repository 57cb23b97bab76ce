import { t } from '@grafana/i18n';
import type { BadgeColor, IconName } from '@grafana/ui';
import type { LabLine } from '../../../pkg/contract/filterLab';

type Verdict = LabLine['verdict'];

export const VERDICTS: readonly Verdict[] = ['matched', 'harmless', 'ignored', 'missed', 'skipped'];
export const VERDICT_COLOR: Record<Verdict, BadgeColor> = { matched: 'red', harmless: 'green', ignored: 'blue', missed: 'orange', skipped: 'darkgrey' };
export const VERDICT_ICON: Record<Verdict, IconName> = { matched: 'crosshair', harmless: 'check', ignored: 'eye-slash', missed: 'question-circle', skipped: 'minus' };

export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'matched':
      return t('verdict.matched', 'Failure');
    case 'harmless':
      return t('verdict.harmless', 'Known, harmless');
    case 'ignored':
      return t('verdict.ignored', 'Ignored');
    case 'missed':
      return t('verdict.missed', 'Unknown');
    case 'skipped':
      return t('verdict.skipped', 'Skipped');
  }
}

export function verdictHelp(verdict: Verdict): string {
  switch (verdict) {
    case 'matched':
      return t('verdict.matched-help', 'It counts as a failure.');
    case 'harmless':
      return t('verdict.harmless-help', 'An expression knows it, and it counts as none, or only together with a later line.');
    case 'ignored':
      return t('verdict.ignored-help', 'An ignoreregex took it out.');
    case 'missed':
      return t('verdict.missed-help', 'No expression knows it.');
    case 'skipped':
      return t('verdict.skipped-help', 'fail2ban-regex leaves out empty lines and comments.');
  }
}
