import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where what was downloaded is kept between runs. */
export function cacheDir(): string {
  return path.resolve(ROOT, process.env.BANGUI_CACHE || '.cache');
}
