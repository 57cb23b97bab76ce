import { InlineLabel, MultiCombobox, Stack } from '@grafana/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useMemo } from 'react';
import type { TrendGroup } from '../../../pkg/contract/history';
import { getTop } from '../../api/endpoints';
import { queryKeys } from '../../api/queryKeys';
import type { GroupOption } from './groupOptions';
import { matchingOptions, optionOf } from './groupOptions';
import type { TimeWindow } from './timeWindow';

/** The most the API lists; whatever else there is can be typed. */
const MOST = 1000;

interface GroupFilterProps {
  uid: string;
  group: TrendGroup;
  /** What is offered are those of its bans. */
  window: TimeWindow;
  label: string;
  placeholder: string;
  values: string[];
  onChange(values: string[]): void;
}

/** Choice of jails, countries or systems: of those that banned or were banned in the window, asked for when it is opened. */
export function GroupFilter({ uid, group, window, label, placeholder, values, onChange }: GroupFilterProps) {
  const id = useId();
  const queryClient = useQueryClient();
  const offer = useCallback(
    async (typed: string): Promise<GroupOption[]> => {
      const queryKey = queryKeys.top(uid, window, group, MOST);
      const { rows } = await queryClient.fetchQuery({ queryKey, queryFn: () => getTop(uid, window, group, MOST), staleTime: 60_000 });
      return matchingOptions(group, rows, typed);
    },
    [uid, window, group, queryClient]
  );
  const value = useMemo(() => values.map((one) => optionOf(group, one, null)), [values, group]);
  return (
    <Stack direction="row" gap={0} alignItems="center">
      <InlineLabel htmlFor={id} width="auto">
        {label}
      </InlineLabel>
      <MultiCombobox
        id={id}
        width="auto"
        minWidth={20}
        maxWidth={40}
        isClearable
        placeholder={placeholder}
        options={offer}
        value={value}
        onChange={(chosen) => onChange(chosen.map((option) => option.value))}
      />
    </Stack>
  );
}
