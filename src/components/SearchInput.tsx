import { FieldValidationMessage, FilterInput, Stack } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { SEARCH_DELAY_MS } from '../constants';

interface SearchInputProps {
  value: string;
  label: string;
  placeholder: string;
  /** As wide as there is room, instead of as wide as an address needs. */
  fill?: boolean;
  onChange(value: string): void;
  /** What is wrong with a text that is therefore not reported; null when nothing is. */
  problemOf?(text: string): string | null;
  /** Whether what stands in the field was found wrong: then the value is of what stood there before. */
  onStale?(stale: boolean): void;
}

/** Follows the URL, and writes to it once the person has stopped typing. */
export function SearchInput({ value, label, placeholder, fill = false, onChange, problemOf, onStale }: SearchInputProps) {
  const [text, setText] = useState(value);
  const [judged, setJudged] = useState(value);
  const [shown, setShown] = useState(value);
  const report = useRef<(text: string) => void>(onChange);
  useEffect(() => {
    report.current = (wanted) => {
      setJudged(wanted);
      if (!problemOf?.(wanted)) {
        onChange(wanted);
      }
    };
  });
  if (shown !== value) {
    setShown(value);
    setText(value);
    setJudged(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) {
      return;
    }
    const timer = setTimeout(() => report.current(wanted), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  // Only once the person has stopped typing: every address begins as something that is none.
  const problem = text.trim() === judged && judged !== '' ? problemOf?.(judged) : null;
  const stale = text.trim() !== value && judged !== value && Boolean(problemOf?.(judged));
  useEffect(() => onStale?.(stale), [stale, onStale]);
  return (
    <Stack direction="column" gap={0.5}>
      <FilterInput width={fill ? undefined : 40} maxLength={64} escapeRegex={false} aria-label={label} placeholder={placeholder} value={text} onChange={setText} />
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
    </Stack>
  );
}
