import { CodeEditor } from '@grafana/ui';
import type { Monaco, MonacoEditor } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { completeOptions, FAIL2BAN_LANGUAGE, registerFail2ban } from './fail2banLanguage';
import type { LineProblem } from './problemsIn';

const LINE_PX = 18;
const OWNER = 'bangui';

interface ConfigEditorProps {
  /** The path of the file: it tells which options it may have. */
  label: string;
  /** The text to begin with. */
  value: string;
  problems?: readonly LineProblem[];
  /** Without it the text can only be read. */
  onChange?(text: string): void;
}

/** A file of fail2ban's configuration, with its lines of problems marked. */
export function ConfigEditor({ label, value, problems = [], onChange }: ConfigEditorProps) {
  const [mounted, setMounted] = useState<{ editor: MonacoEditor; monaco: Monaco } | null>(null);
  const [start] = useState(value);
  // The editor keeps what it was given first.
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });
  useEffect(() => {
    const completion = mounted && completeOptions(mounted.monaco, mounted.editor, label);
    return () => completion?.dispose();
  }, [mounted, label]);
  useEffect(() => {
    const model = mounted?.editor.getModel();
    if (mounted && model) {
      const { monaco } = mounted;
      const lineOf = (line: number) => Math.min(line, model.getLineCount());
      monaco.editor.setModelMarkers(model, OWNER, problems.map(({ line, message }) => ({ severity: monaco.MarkerSeverity.Error, message, startLineNumber: lineOf(line), endLineNumber: lineOf(line), startColumn: 1, endColumn: model.getLineMaxColumn(lineOf(line)) })));
    }
  }, [mounted, problems]);
  const lines = start.split('\n').length;
  return (
    <CodeEditor
      value={start}
      language={FAIL2BAN_LANGUAGE}
      height={Math.max(onChange ? 240 : 60, Math.min(480, lines * LINE_PX + 16))}
      width="100%"
      showLineNumbers
      showMiniMap={false}
      wordWrap
      readOnly={onChange === undefined}
      monacoOptions={{ ariaLabel: label, scrollBeyondLastLine: false, wordBasedSuggestions: false }}
      onBeforeEditorMount={registerFail2ban}
      onEditorDidMount={(editor, monaco) => setMounted({ editor, monaco })}
      onChange={(text) => report.current?.(text)}
    />
  );
}
