/** What a check says of one subject. */
export interface Finding {
  /** A jail, or a part of fail2ban or of the sidecar; null for all of it. */
  subject: string | null;
  /** A short code; null when all is well. */
  problem: string | null;
  /** For a person. When all is well empty, or what was not looked at; the same words as long as the problem is the same one, as alerts are told apart by them. */
  evidence: string;
  /** All files or addresses of which it is so; the words name the first. */
  about?: readonly string[];
  /** 1 where something is wrong. */
  value: 0 | 1;
}

export function fine(subject: string | null, unseen = ''): Finding {
  return { subject, problem: null, evidence: unseen, value: 0 };
}

export function wrong(subject: string | null, problem: string, evidence: string, about: readonly string[] = []): Finding {
  return { subject, problem, evidence, value: 1, ...(about.length > 0 && { about }) };
}
