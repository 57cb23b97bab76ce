import { FilterInput } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { SEARCH_DELAY_MS } from '../constants';

interface SearchInputProps {
  value: string;
  label: string;
  placeholder: string;
  onChange(value: string): void;
}

/** Follows the URL, and writes to it once the person has stopped typing. */
export function SearchInput({ value, label, placeholder, onChange }: SearchInputProps) {
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
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={setText}
    />
  );
}
