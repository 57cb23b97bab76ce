import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogSource } from '../../pkg/services/ports/logFollowerPort';
import type { LogReaderPort, LogRequest } from '../../pkg/services/ports/logReaderPort';

export interface WrittenRecord {
  at: number;
  level: 'DEBUG' | 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR' | 'CRITICAL';
  message: string;
}

export interface LogReaderUnderTest {
  port: LogReaderPort;
  source: LogSource;
  write(records: readonly WrittenRecord[]): Promise<void> | void;
  /** Nothing can be read any more. */
  lose(): Promise<void> | void;
  dispose(): Promise<void> | void;
}

const START = Date.UTC(2026, 10, 21, 12) / 1000;
const RECORDS: readonly WrittenRecord[] = [
  { at: START, level: 'INFO', message: "Jail 'sshd' started" },
  { at: START + 10.25, level: 'NOTICE', message: '[sshd] Ban 192.0.2.1' },
  { at: START + 20, level: 'ERROR', message: "Failed to execute ban jail 'nginx' action 'x' info '{}': Error\nof two lines" },
  { at: START + 20, level: 'NOTICE', message: '[nginx] Ban 192.0.2.2' },
  { at: START + 500, level: 'DEBUG', message: 'nothing' },
];

/** What every implementation of LogReaderPort must do. */
export function describeLogReaderPort(name: string, make: () => Promise<LogReaderUnderTest>): void {
  describe(`LogReaderPort: ${name}`, () => {
    let given: LogReaderUnderTest;
    const idle = new AbortController().signal;
    beforeEach(async () => {
      given = await make();
      await given.write(RECORDS);
    });
    afterEach(() => given.dispose());

    const read = (request: Partial<LogRequest>, signal = idle) => given.port.read({ source: given.source, from: START - 1000, to: START + 1000, limit: 100, wanted: () => true, ...request }, signal);

    it('tells everything of a time, newest first, with the jails', async () => {
      const { records } = await read({});
      expect(records.map(({ at, level, message }) => ({ at, level, message }))).toEqual([RECORDS[4], RECORDS[3], RECORDS[2], RECORDS[1], RECORDS[0]]);
      expect(records.map(({ jail }) => jail)).toEqual([null, 'nginx', 'nginx', 'sshd', 'sshd']);
    });

    it('gives each record an id of its own that stays', async () => {
      const first = await read({});
      await given.write([{ at: START + 600, level: 'INFO', message: 'later' }]);
      const second = await read({});
      expect(new Set(second.records.map(({ id }) => id)).size).toBe(6);
      expect(second.records.slice(1)).toEqual(first.records);
    });

    it('takes both ends of the time', async () => {
      expect((await read({ from: START + 10.25, to: START + 20 })).records.map(({ message }) => message)).toEqual([RECORDS[3], RECORDS[2], RECORDS[1]].map((record) => record?.message));
      expect((await read({ from: START + 10.3, to: START + 19.9 })).records).toEqual([]);
      expect((await read({ from: START + 2000, to: START + 3000 })).records).toEqual([]);
    });

    it('keeps what is wanted, and ends when there is enough of it', async () => {
      const asked: string[] = [];
      const page = await read({ limit: 1, wanted: ({ message }) => (asked.push(message), message.startsWith('[')) });
      expect(page).toMatchObject({ end: 'limit', records: [{ message: '[nginx] Ban 192.0.2.2' }] });
      expect(asked).toEqual(['nothing', '[nginx] Ban 192.0.2.2']);
    });

    it('says how far back it looked', async () => {
      expect((await read({ from: START + 400 })).end).toBe('range');
      const whole = await read({});
      expect(whole.reached).toBe(START);
      expect(['range', 'oldest']).toContain(whole.end);
    });

    it('says when there is nothing to read', async () => {
      await given.lose();
      await expect(read({})).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringMatching(/\w/), details: { capability: 'read_log' } });
    });

    it('reads nothing for a sidecar that is stopping', async () => {
      await expect(read({}, AbortSignal.abort())).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    });
  });
}
