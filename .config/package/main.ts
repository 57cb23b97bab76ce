import { stat } from 'node:fs/promises';
import path from 'node:path';
import { makePackages } from './makePackages';

const root = process.cwd();
for (const file of Object.values(await makePackages(root))) {
  process.stdout.write(`${path.relative(root, file)}  ${Math.ceil((await stat(file)).size / 1024)} KB\n`);
}
