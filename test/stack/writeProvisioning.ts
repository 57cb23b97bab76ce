import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './paths';
import { provisioningFiles } from './provisioningFiles';

for (const [file, text] of Object.entries(provisioningFiles())) {
  const target = path.join(ROOT, 'provisioning', file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}
