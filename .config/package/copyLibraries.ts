import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';

/** What npm links, the C sources that a native library was compiled from, and the halves of a database that is there as a whole: nothing of it is loaded. */
const NOT_LOADED = /(^|\/)(node_modules|\.bin)$|^node_modules\/better-sqlite3\/(deps|src|build\/(?!Release(\/better_sqlite3\.node)?$))|^node_modules\/better-sqlite3\/build\/Release\/(?!better_sqlite3\.node$)|geo-whois-asn-country-ipv[46]\.mmdb$/;

/** Copies the installed packages, as they were installed for this machine; packages for other platforms are not there. */
export async function copyLibraries(root: string, target: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders.filter((candidate) => existsSync(path.join(root, candidate)))) {
    const source = path.join(root, folder);
    await cp(source, path.join(target, folder), {
      recursive: true,
      filter: (file) => file === source || !NOT_LOADED.test(path.relative(root, file).split(path.sep).join('/')),
    });
  }
}
