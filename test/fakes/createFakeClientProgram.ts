import type { ConfigStream } from '../../pkg/domain/configStream';
import type { Dump } from '../../pkg/domain/configuredJails';
import type { ClientAnswer, ClientProgramPort } from '../../pkg/services/ports/clientProgramPort';

const OK: ClientAnswer = { ok: true, words: '' };

/** fail2ban-client in memory: what it answers is open to the test, and a reload does what the test says. */
export function createFakeClientProgram({ dump, reload }: { dump: Dump; reload: (jail: string) => void }) {
  const answers: { version: string | Error; test: ClientAnswer; reload: ClientAnswer; dump: Dump | null; stream: ConfigStream | null } = { version: '1.1.0', test: OK, reload: OK, dump, stream: { server: [], jails: new Map(), problems: new Map() } };
  const calls: string[] = [];
  const program: ClientProgramPort = {
    async version() {
      if (answers.version instanceof Error) {
        throw answers.version;
      }
      return answers.version;
    },
    async test() {
      calls.push('test');
      return answers.test;
    },
    async stream() {
      calls.push('stream');
      return answers.stream;
    },
    async dump() {
      calls.push('dump');
      return answers.dump;
    },
    async reloadIfExists(jail) {
      calls.push(`reload ${jail}`);
      reload(jail);
      return answers.reload;
    },
    async restartIfExists(jail) {
      calls.push(`restart ${jail}`);
      reload(jail);
      return answers.reload;
    },
    close: () => {},
  };
  return { program, answers, calls };
}
