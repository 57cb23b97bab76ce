import { InlineField, Input } from '@grafana/ui';
import { useId, useState } from 'react';
import { LABEL_WIDTH } from './labelWidth';

interface QueryTextProps {
  label: string;
  tooltip: string;
  placeholder: string;
  value: string;
  onCommit(text: string): void;
}

/** A text of a query that counts once the person leaves the field or presses Enter. */
export function QueryText({ label, tooltip, placeholder, value, onCommit }: QueryTextProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const commit = () => {
    if (text.trim() !== value) {
      onCommit(text.trim());
    }
  };
  return (
    <InlineField label={label} tooltip={tooltip} htmlFor={id} labelWidth={LABEL_WIDTH}>
      <Input
        id={id}
        width={28}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </InlineField>
  );
}
