import { stat } from 'node:fs/promises';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { createArchive } from '../../../../pkg/archive/createArchive';
import type { Followed } from '../../../../pkg/domain/archivedBan';
import { systemClock } from '../../../../pkg/host/systemClock';
import type { ArchivePort } from '../../../../pkg/services/ports/archivePort';
import type { Bench } from '../../bench';
import { quietLogger } from '../../quietLogger';
import { createBanStream } from './banStream';
import type { StreamedBan } from './banStream';

const BANS = 250_000;
const PAGE = 1000;
const LINE = 'Nov 21 13:05:08 host sshd[1234]: Failed password for invalid user admin from 192.0.2.7 port 51234 ssh2 [preauth] attempt three';

type Write = (archive: ArchivePort, bans: StreamedBan[], page: number) => Promise<unknown>;

const copied: Write = (archive, bans, page) => archive.recordBans(bans, { rowid: page, fingerprint: 'bench' });
const withLines: Write = (archive, bans, page) => copied(archive, bans.map((ban) => ({ ...ban, matches: [LINE] })), page);
/** As the log tells: a ban, and its end when it is over. */
const followed: Write = (archive, bans, page) => {
  const events = bans.flatMap(({ jail, address, start, banTime, place }): Array<Extract<Followed, { kind: 'ban' | 'unban' }>> => [
    { kind: 'ban', jail, address, at: start, banTime, place },
    { kind: 'unban', jail, address, at: start + banTime, cause: 'unbanned' },
  ]);
  return archive.recordFollowed(events.sort((a, b) => a.at - b.at), `page ${page}`);
};

/** Promise 16: bytes of the file, written by the archive itself, for a million bans. */
export async function archiveSize(bench: Bench, dir: string): Promise<void> {
  const ways: Array<[string, Write, number]> = [
    ["copied from fail2ban's database, without matched lines", copied, 110],
    ['followed in the log, each with its end', followed, 110],
    [`copied with a matched line of ${LINE.length} bytes each`, withLines, 240],
  ];
  for (const [what, write, goal] of ways) {
    bench.say(`Writing ${BANS} bans: ${what}`);
    const file = path.join(dir, `size-${goal}-${ways.findIndex(([other]) => other === what)}.sqlite`);
    const archive = await createArchive({ file, logger: quietLogger, clock: systemClock });
    const bans = createBanStream();
    for (let page = 0; page < BANS / PAGE; page++) {
      bench.signal.throwIfAborted();
      await write(archive, bans.take(PAGE), page);
    }
    await archive.close();
    const { size } = await stat(file);
    bench.report({ row: '16', what: `a million bans ${what}`, goal: { atMost: goal }, samples: [size / BANS], unit: ' MB', note: partsOf(file) });
  }
}

function partsOf(file: string): string {
  const database = new Sqlite(file, { readonly: true });
  const parts = database.prepare<[], { name: string; bytes: number }>('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY 1 ORDER BY 2 DESC LIMIT 9').all();
  database.close();
  return parts.map(({ name, bytes }) => `${name} ${(bytes / BANS).toFixed(1)}`).join(', ');
}
