import { sortStream } from '../../domain/configStream';
import { BanguiError } from '../../domain/errors';
import { assertJailName } from '../../domain/jailName';
import type { ClientAnswer, ClientProgramPort } from '../../services/ports/clientProgramPort';
import { clientWords } from './clientWords';
import { readDump } from './readDump';
import { readStream } from './readStream';
import type { ProgramResult } from './runProgram';
import { runProgram } from './runProgram';

const READ_LIMIT_MS = 30_000;
/** A start runs the jail's start actions, and fail2ban gives one action 60 s. */
const RELOAD_LIMIT_MS = 120_000;
const MAX_BYTES = 1024 * 1024;
/** A stock configuration with every jail enabled prints less than a megabyte. */
const MAX_DUMP_BYTES = 32 * 1024 * 1024;

interface ClientProgramDeps {
  /** The program with its own arguments, for example `docker exec fail2ban fail2ban-client`. */
  argv: readonly string[];
  /** Both as fail2ban calls them: whatever sees the server's log files sees its folders under the same names. */
  configDir: string;
  socketPath: string;
}

export function createClientProgram({ argv, configDir, socketPath }: ClientProgramDeps): ClientProgramPort {
  const [file = '', ...own] = argv;
  const closing = new AbortController();

  async function run(args: readonly string[], limitMs = READ_LIMIT_MS, maxBytes = MAX_BYTES): Promise<ProgramResult> {
    const result = await runProgram(file, [...own, ...args], { limitMs, maxBytes, signal: closing.signal });
    if (result.failure === 'killed') {
      throw new BanguiError('FAIL2BAN_TIMEOUT', `fail2ban-client did not end within ${limitMs / 1000} s, or printed too much.`, { command: args.at(-1) });
    }
    if (result.failure !== null) {
      throw unusable(`it cannot be run (${result.failure})`);
    }
    return result;
  }

  const from = (dir: string, ...args: string[]) => ['-c', dir, '-s', socketPath, ...args];
  const configured = (...args: string[]) => from(configDir, ...args);

  return {
    async version() {
      const { code, stdout, stderr } = await run(['--version']);
      const version = /\d+\.\d+[\w.]*/.exec(stdout)?.[0];
      if (code !== 0 || version === undefined) {
        throw unusable(`it does not tell its version${spoken(clientWords(stdout, stderr))}`);
      }
      return version;
    },
    test: async (dir = configDir) => answerOf(await run(from(dir, '-t'))),
    async stream(dir = configDir) {
      const { code, stdout } = await run(from(dir, '-d'), READ_LIMIT_MS, MAX_DUMP_BYTES);
      return code === 0 ? sortStream(readStream(stdout)) : null;
    },
    async dump() {
      const { code, stdout } = await run(configured('-d'), READ_LIMIT_MS, MAX_DUMP_BYTES);
      return code === 0 ? readDump(stdout) : null;
    },
    async reloadIfExists(jail) {
      assertJailName(jail);
      return answerOf(await run(configured('reload', '--if-exists', jail), RELOAD_LIMIT_MS));
    },
    async restartIfExists(jail) {
      assertJailName(jail);
      return answerOf(await run(configured('reload', '--restart', '--if-exists', jail), RELOAD_LIMIT_MS));
    },
    close: () => closing.abort(),
  };
}

function answerOf({ code, stdout, stderr }: ProgramResult): ClientAnswer {
  return code === 0 ? { ok: true, words: '' } : { ok: false, words: clientWords(stdout, stderr) || `fail2ban-client ended with ${code}` };
}

function unusable(why: string): BanguiError {
  const reason = `The program of BANGUI_FAIL2BAN_CLIENT is of no use: ${why}.`;
  return new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'start_jails', reason });
}

function spoken(words: string): string {
  return words === '' ? '' : `: ${words.slice(0, 200)}`;
}
