import { t } from '@grafana/i18n';
import { Combobox, Label, Stack, Text } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useId } from 'react';
import type { BansView } from '../../routing';
import { PAGE_SIZES } from '../../routing';
import type { ChangeView } from './useBansView';

interface ListFooterProps {
  total: number;
  shown: number;
  view: BansView;
  change: ChangeView;
  children: ReactNode;
}

// A Combobox whose options are new objects takes the drawing after a choice for another choice.
const SIZE_OPTIONS = PAGE_SIZES.map((value) => ({ value, label: String(value) }));

export function ListFooter({ total, shown, view, change, children }: ListFooterProps) {
  const sizeId = useId();
  const first = (view.page - 1) * view.pageSize + 1;
  return (
    <Stack direction="row" gap={2} wrap="wrap" alignItems="center" justifyContent="space-between">
      <Text color="secondary">
        {shown === 0
          ? t('bans.page-beyond', 'This page is past the last of {{total}} bans', { total: total.toLocaleString() })
          : t('bans.range', '{{first}}–{{last}} of {{total}} bans', {
              first,
              last: first + shown - 1,
              count: total,
              total: total.toLocaleString(),
            })}
      </Text>
      {children}
      <Stack direction="row" gap={1} alignItems="center">
        <Label htmlFor={sizeId}>{t('bans.page-size', 'Rows per page')}</Label>
        <Combobox
          id={sizeId}
          width={10}
          options={SIZE_OPTIONS}
          value={view.pageSize}
          onChange={({ value }) => change({ pageSize: PAGE_SIZES.find((size) => size === value) ?? view.pageSize })}
        />
      </Stack>
    </Stack>
  );
}
