import { t } from '@grafana/i18n';
import { FilterInput } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { SEARCH_DELAY_MS } from '../../constants';

/** Follows the URL, and writes to it once the person has stopped typing. */
export function SearchInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) {
      return;
    }
    const timer = setTimeout(() => report.current(wanted), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <FilterInput
      width={40}
      maxLength={64}
      escapeRegex={false}
      aria-label={t('bans.search', 'Search by address or network')}
      placeholder={t('bans.search-placeholder', 'Address or network, e.g. 192.0.2.0/24')}
      value={text}
      onChange={setText}
    />
  );
}
