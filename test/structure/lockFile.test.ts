import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../stack/paths';

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

/** Where Node would look for a package from `folder`, nearest first. */
function places(folder: string, name: string): string[] {
  const outer = folder.lastIndexOf('/node_modules/');
  const here = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
  return folder === '' ? [here] : [here, ...places(outer < 0 ? '' : folder.slice(0, outer), name)];
}

// Without them `npm ci` refuses the lock file, on every machine: an `npm install` with an incomplete registry leaves them out.
it('names the optional packages of all platforms', () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !places(folder, name).some((place) => place in packages))
  );
  expect([...new Set(missing)]).toEqual([]);
});
