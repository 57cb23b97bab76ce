const IN_FRONT = /^\[([^\]]+)\] /;
const NAMED = /\bjail u?(['"])(.+?)\1/i;

/** The jail that a message is about: "[sshd] Ban …", "Jail 'sshd' started", "Failed to execute ban jail 'sshd' action …". */
export function jailOfMessage(message: string): string | null {
  return IN_FRONT.exec(message)?.[1] ?? NAMED.exec(message)?.[2] ?? null;
}
