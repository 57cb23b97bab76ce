/** One ban as the action saw it. Times in UTC epoch seconds. */
export interface WitnessedBan {
  jail: string;
  address: string;
  /** What fail2ban calls the time of the ban: that of its last failure, or of the command. */
  start: number;
  /** When the action first ran, which is later. */
  bannedAt: number;
  /** When the action lifted it; null while it stands. */
  unbannedAt: number | null;
  /** As last told, so that a ban that was prolonged has its length only with its end. Seconds. */
  banTime: number;
  /** How often it was taken away and came back. */
  restored: number;
}

interface WitnessLine {
  at: number;
  what: 'ban' | 'unban';
  jail: string;
  address: string;
  start: number;
  banTime: number;
  restored: boolean;
}

export interface Witness {
  bans: WitnessedBan[];
  /** Lines of either kind, restored ones and those of stops included. */
  banLines: number;
  unbanLines: number;
  /** What makes no sense: then the witness itself is not to be trusted. */
  strange: string[];
}

/**
 * Puts the lines of the witnessing action together to bans. What it cannot know: why a ban is lifted, as expiry, a hand, and the stop of a
 * jail or of fail2ban all run actionunban; that a ban was prolonged, until it is lifted; and when fail2ban said so, as the action runs after.
 * A ban that comes back after a start runs actionban again, with restored=1: it is the same ban.
 */
export function readWitness(text: string): Witness {
  const last = new Map<string, WitnessedBan>();
  const witness: Witness = { bans: [], banLines: 0, unbanLines: 0, strange: [] };
  for (const line of text.split('\n').filter(Boolean)) {
    const told = readLine(line);
    const key = `${told.jail} ${told.address}`;
    const before = last.get(key);
    const isSame = before !== undefined && Math.abs(before.start - told.start) <= 1;
    if (told.what === 'unban') {
      witness.unbanLines++;
      if (!isSame || before.unbannedAt !== null) {
        witness.strange.push(`lifted without a ban: ${line}`);
      } else {
        Object.assign(before, { unbannedAt: told.at, banTime: told.banTime });
      }
      continue;
    }
    witness.banLines++;
    if (before && before.unbannedAt === null) {
      witness.strange.push(`banned twice: ${line}`);
    } else if (before && isSame && told.restored) {
      Object.assign(before, { unbannedAt: null, banTime: told.banTime, restored: before.restored + 1 });
    } else {
      const ban = { jail: told.jail, address: told.address, start: Math.round(told.start), bannedAt: told.at, unbannedAt: null, banTime: told.banTime, restored: 0 };
      witness.bans.push(ban);
      last.set(key, ban);
    }
  }
  return witness;
}

function readLine(line: string): WitnessLine {
  const [at = '', what, jail = '', address = '', start = '', banTime = '', , restored] = line.split(' ');
  if (what !== 'ban' && what !== 'unban') {
    throw new Error(`No line of the witness: ${line}`);
  }
  return { at: Number(at), what, jail, address, start: Number(start), banTime: Number(banTime), restored: restored === '1' };
}
