import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../pkg/settings/settings';
import { rowsUnder } from './markdown';
import { readText, repositoryFiles } from './repository';

/** What the machine decides has words in place of a value. */
const WORDS: Record<string, { words: string; value: string }> = {
  BANGUI_FAIL2BAN_TZ: { words: "this process's zone", value: new Intl.DateTimeFormat().resolvedOptions().timeZone },
  BANGUI_HOST_NAME: { words: "this host's name", value: hostname() },
};
/** Of the stack behind `npm start`, not of the sidecar. */
const OF_THE_STACK = ['BANGUI_CACHE'];

function shown(variable: string, value: unknown): string {
  const known = WORDS[variable];
  if (known && known.value === value) {
    return known.words;
  }
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    return 'none';
  }
  if (Array.isArray(value)) {
    return value.join(' ');
  }
  if (typeof value === 'object' && 'host' in value && 'port' in value) {
    return `${String(value.host)}:${String(value.port)}`;
  }
  const text = String(value);
  return text.startsWith(process.cwd()) ? path.relative(process.cwd(), text) : text;
}

describe('the settings of Docs/Deployment.md', () => {
  const production = settingsSchema(false).parse({});
  const development = settingsSchema(true).parse({});
  const names = Object.keys(production);

  it('are those of the code, with their defaults', () => {
    const written = rowsUnder(readText('Docs/Deployment.md'), 'variable', 'default').map(([name, usual, other]) => [name, usual, other]);
    const real = Object.entries(production).map(([name, value]) => {
      const usual = shown(name, value);
      const other = shown(name, development[name as keyof typeof development]);
      return [name, usual, other === usual ? '' : other];
    });
    expect(written).toEqual(real);
  });

  it('are the only ones that any document or example names', () => {
    const documents = repositoryFiles().filter((file) => /\.(md|service|ya?ml)$|(^|\/)Dockerfile$/.test(file));
    const unknown = documents.flatMap((file) =>
      [...readText(file).matchAll(/\bBANGUI_[A-Z0-9_]+/g)].map(([name]) => name).filter((name) => ![...names, ...OF_THE_STACK].includes(name)).map((name) => `${file}: ${name}`)
    );
    expect(unknown).toEqual([]);
  });
});
