import type { Monaco, MonacoEditor, monacoTypes } from '@grafana/ui';
import { optionText } from '../options/optionText';
import { optionChoices } from './optionChoices';

export const FAIL2BAN_LANGUAGE = 'fail2ban';

/** Sections, options, comments, `%(…)s` and tags; quotes mean nothing, as expressions are full of single ones. */
const GRAMMAR: monacoTypes.languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/^\s*[#;].*$/, 'comment'],
      [/^\[[^\]]*\]/, 'type'],
      [/^[^\s=:#;[][^=:]*?(?=\s*[=:])/, 'keyword'],
      [/\s;.*$/, 'comment'],
      [/%\([^)]*\)s/, 'variable.predefined'],
      [/%%/, 'string.escape'],
      [/<\/?[A-Za-z][\w./-]*>/, 'tag'],
      [/\(\?P<\w+>/, 'tag'],
      [/[^\s%<(]+/, 'source'],
      [/./, 'source'],
    ],
  },
};

/** Makes the language known to an editor that does not know it yet. */
export function registerFail2ban(monaco: Monaco): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === FAIL2BAN_LANGUAGE)) {
    return;
  }
  monaco.languages.register({ id: FAIL2BAN_LANGUAGE });
  monaco.languages.setMonarchTokensProvider(FAIL2BAN_LANGUAGE, GRAMMAR);
  monaco.languages.setLanguageConfiguration(FAIL2BAN_LANGUAGE, { comments: { lineComment: '#' }, wordPattern: /[\w.-]+/ });
}

/** Offers the options that a file may have where the cursor stands, with their meaning, in one editor; to be disposed of with it. */
export function completeOptions(monaco: Monaco, editor: MonacoEditor, path: string): monacoTypes.IDisposable {
  return monaco.languages.registerCompletionItemProvider(FAIL2BAN_LANGUAGE, {
    provideCompletionItems(model, { lineNumber, column }) {
      const typed = model.getLineContent(lineNumber).slice(0, column - 1);
      if (model !== editor.getModel() || !/^[\w.-]*$/.test(typed)) {
        return { suggestions: [] };
      }
      const range = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn: 1, endColumn: column };
      return {
        suggestions: optionChoices(path, model.getValue(), lineNumber).map((label) => ({ label, kind: monaco.languages.CompletionItemKind.Property, insertText: `${label} = `, documentation: optionText(label) ?? undefined, detail: optionText(label) ?? undefined, range })),
      };
    },
  });
}
