/** An active ban of one jail. Times in UTC epoch seconds, `banTime` in seconds, -1 for ever (then `end` is null). */
export interface ActiveBan {
  jail: string;
  address: string;
  start: number;
  end: number | null;
  banTime: number;
}
