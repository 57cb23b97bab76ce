import { InlineField, Input } from '@grafana/ui';
import { useId, useState } from 'react';

interface QueryTextProps {
  label: string;
  placeholder: string;
  value: string;
  type?: 'text' | 'number';
  onCommit(text: string): void;
}

/** A text of a query that counts once the person leaves the field or presses Enter. */
export function QueryText({ label, placeholder, value, type = 'text', onCommit }: QueryTextProps) {
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
    <InlineField label={label} htmlFor={id} labelWidth={10}>
      <Input
        id={id}
        type={type}
        width={24}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </InlineField>
  );
}
