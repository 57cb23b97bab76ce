import { createConnection } from '../../fail2ban/createConnection';
import type { PickleValue } from '../../fail2ban/codec/pickleValue';
import { readReply } from '../../fail2ban/replies/readReply';
import type { Clock } from '../../services/ports/clock';
import type { Logger } from '../../services/ports/logger';

export interface Fail2banFacts {
  version: string;
  jails: number;
  /** Null when it keeps none. */
  database: string | null;
  logTarget: string;
}

const LIMIT_MS = 5000;
const nothing = () => undefined;
const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Asks the running server over its socket; rejects with the reason why it cannot. */
export async function askFail2ban(socketPath: string, clock: Clock): Promise<Fail2banFacts> {
  const connection = createConnection({ socketPath, clock, logger: silent });
  const ask = async (...argv: string[]): Promise<PickleValue> =>
    readReply(await connection.send({ argv, label: argv.join(' '), limitMs: LIMIT_MS, kind: 'short' }));
  try {
    const version = await ask('version');
    const [count] = asList(await ask('status'));
    const database = await ask('get', 'dbfile');
    const logTarget = await ask('get', 'logtarget');
    return {
      version: String(version),
      jails: Number(asList(count ?? [])[1] ?? 0),
      database: typeof database === 'string' ? database : null,
      logTarget: String(logTarget),
    };
  } finally {
    await connection.close();
  }
}

function asList(value: PickleValue): readonly PickleValue[] {
  return Array.isArray(value) ? value : [];
}
