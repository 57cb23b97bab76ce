import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './paths';
import { provisioningFiles } from './provisioningFiles';
import { toYaml } from './toYaml';

it('is what the repository holds (else: npm run provisioning)', () => {
  const folder = path.join(ROOT, 'provisioning');
  const committed = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const generated = provisioningFiles();
  expect(committed.sort()).toEqual(Object.keys(generated).sort());
  for (const [file, text] of Object.entries(generated)) {
    expect(readFileSync(path.join(folder, file), 'utf8')).toBe(text);
  }
});

it('quotes what YAML would read as something else', () => {
  expect(toYaml({ a: 'true', b: true, c: '12', d: 12, e: '$__file{/x}', f: [{ g: 'a: b', h: [1] }, 'plain text'], i: {} })).toBe(
    'a: "true"\nb: true\nc: "12"\nd: 12\ne: "$__file{/x}"\nf:\n  - g: "a: b"\n    h:\n      - 1\n  - plain text\ni: {}\n'
  );
});
