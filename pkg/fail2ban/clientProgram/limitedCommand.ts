/** Python starts with some 40 MB; a log of 100,000 lines takes little more. */
const MEMORY_KB = 512 * 1024;

/** What no shell knows it leaves as it is: the limit of time holds in any case. The program takes the place of the shell, so that a kill reaches it. */
const SCRIPT = 'ulimit -c 0 2>/dev/null; ulimit -t "$1" 2>/dev/null; [ "$2" -eq 0 ] || ulimit -v "$2" 2>/dev/null; shift 2; exec nice -n 10 "$@"';

/**
 * A command with little memory, a limit of processor time and a low priority.
 * Of one that only passes it on (such as `docker exec fail2ban fail2ban-regex`) the memory is not limited: it is not what reads the lines.
 */
export function limitedCommand(argv: readonly string[], args: readonly string[], seconds: number): { file: string; args: string[] } {
  const memory = argv.length === 1 ? MEMORY_KB : 0;
  return { file: '/bin/sh', args: ['-c', SCRIPT, 'sh', String(seconds), String(memory), ...argv, ...args] };
}
