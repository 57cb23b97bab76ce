import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { dateTime } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { IconName } from '@grafana/ui';
import { Icon, Stack, useStyles2 } from '@grafana/ui';
import { formatBanTime } from '../../components/formatTime';
import { BanLines } from '../../components/history/BanLines';
import { endOf } from '../../components/history/endText';
import { LinesToggle } from '../../components/history/LinesToggle';
import { OriginText } from '../../components/history/OriginText';
import { Moment } from '../../components/Moment';
import type { useToggles } from '../../components/useToggles';
import { PLAIN } from '../../i18n';
import type { TimelineEntry } from './timelineEntries';

interface TimelineItemProps {
  uid: string;
  entry: TimelineEntry;
  lines: ReturnType<typeof useToggles>;
}

export function TimelineItem({ uid, entry, lines }: TimelineItemProps) {
  const styles = useStyles2(getStyles);
  const { icon, text } = wordsOf(entry);
  const ban = entry.kind === 'banned' ? entry.ban : null;
  return (
    <li className={styles.item}>
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <Icon name={icon} />
        <span>{text}</span>
        <span className={styles.time}>
          <Moment at={entry.at} />
        </span>
        {ban && <OriginText ban={{ ...ban, actor: null }} />}
        {ban && <LinesToggle ban={ban} isOpen={lines.isOpen(ban.id)} onToggle={() => lines.toggle(ban.id)} />}
      </Stack>
      {ban && lines.isOpen(ban.id) && <BanLines uid={uid} id={ban.id} />}
    </li>
  );
}

function wordsOf(entry: TimelineEntry): { icon: IconName; text: string } {
  switch (entry.kind) {
    case 'banned':
      return { icon: 'lock', text: bannedText(entry.ban) };
    case 'ended': {
      const { icon, text } = endOf(entry.ban, dateTime().unix());
      return { icon, text: t('timeline.ended', '{{text}} in {{jail}}', { text, jail: entry.ban.jail, interpolation: PLAIN }) };
    }
    case 'unban':
      return { icon: 'unlock', text: unbanText(entry.unban) };
  }
}

function bannedText({ jail, banTime, actor }: Extract<TimelineEntry, { kind: 'banned' }>['ban']): string {
  const values = { jail, time: formatBanTime(banTime), who: actor, interpolation: PLAIN };
  return actor === null
    ? t('timeline.banned', 'Banned in {{jail}} ({{time}})', values)
    : t('timeline.banned-by', 'Banned in {{jail}} ({{time}}) by {{who}}', values);
}

function unbanText({ jail, actor, lifted, address }: Extract<TimelineEntry, { kind: 'unban' }>['unban']): string {
  const values = { address, where: jail ?? t('timeline.everywhere', 'every jail'), who: actor ?? t('timeline.somebody', 'somebody'), interpolation: PLAIN };
  return lifted === 0
    ? t('timeline.unban-idle', 'Unban of {{address}} in {{where}} by {{who}}: it was not banned', values)
    : t('timeline.unban', 'Unban of {{address}} in {{where}} by {{who}}', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  item: css({ padding: theme.spacing(0.5, 0, 0.5, 2) }),
  time: css({ color: theme.colors.text.secondary }),
});
