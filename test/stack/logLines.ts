/** The filters that the log generator knows the language of. */
export type LogFilter = 'sshd' | 'nginx-http-auth';

export interface LogEvent {
  address: string;
  user: string;
  when: Date;
}

/** A line that the stock filter counts as a failure of `address`. */
export function failureLine(filter: LogFilter, { address, user, when }: LogEvent): string {
  if (filter === 'sshd') {
    return sshd(when, `Failed password for invalid user ${user} from ${address} port ${port(when)} ssh2`);
  }
  return `${localTime(when)} [error] 811#811: *${port(when)} user "${user}": password mismatch, client: ${address}, server: www.example.org, request: "GET /admin HTTP/1.1", host: "www.example.org"\n`;
}

/** A line of the same service that nobody is blamed for. */
export function harmlessLine(filter: LogFilter, { address, user, when }: LogEvent): string {
  if (filter === 'sshd') {
    return sshd(when, `Accepted publickey for ${user} from ${address} port ${port(when)} ssh2: ED25519 SHA256:9mKfTz0V`);
  }
  return `${localTime(when)} [notice] 811#811: signal process started\n`;
}

function sshd(when: Date, message: string): string {
  return `${when.toISOString().replace('Z', '+00:00')} server sshd[${port(when)}]: ${message}\n`;
}

// nginx writes the local time without a zone; fail2ban reads it in its own zone.
function localTime(when: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join('/');
  return `${date} ${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}`;
}

function port(when: Date): number {
  return 32_768 + (when.getTime() % 28_000);
}
