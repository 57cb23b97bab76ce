import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LokiEntry, LokiPort } from '../../pkg/services/ports/lokiPort';

export interface LokiUnderTest {
  port: LokiPort;
  /** What it keeps of the streams with this label, oldest first; asked until it is `count`. */
  lines(test: string, count: number): Promise<string[]>;
  close(): Promise<void>;
}

let tests = 0;

/** What every implementation of LokiPort must do: what shipping relies on. */
export function describeLokiPort(name: string, make: () => Promise<LokiUnderTest>): void {
  describe(`LokiPort: ${name}`, () => {
    let made: LokiUnderTest;
    let test: string;
    beforeEach(async () => {
      made = await make();
      test = `t${process.pid}x${Date.now()}x${tests++}`;
    });
    afterEach(() => made.close());

    const seconds = () => Math.floor(Date.now() / 1000);
    const entry = (line: string, at: number, more: Record<string, string> = {}): LokiEntry => ({ labels: { job: 'contract', test, ...more }, at: `${at}000000000`, line });

    it('takes entries of several streams', async () => {
      expect(await made.port.push([entry('a', seconds() - 3), entry('b', seconds() - 2, { jail: 'sshd' })])).toEqual({ kind: 'taken' });
      expect(await made.lines(test, 2)).toEqual(['a', 'b']);
    });

    it('keeps once what is sent twice', async () => {
      const at = seconds() - 10;
      const entries = Array.from({ length: 300 }, (_, i) => entry(`line ${i}`, at + (i % 5)));
      expect(await made.port.push(entries)).toEqual({ kind: 'taken' });
      expect(await made.port.push(entries.slice(100))).toEqual({ kind: 'taken' });
      expect(new Set(await made.lines(test, 300))).toEqual(new Set(entries.map(({ line }) => line)));
    });

    it('refuses what is too old, says from when on it takes, and keeps the rest', async () => {
      const at = seconds();
      const answer = await made.port.push([entry('old', at - 30 * 86_400), entry('new', at)]);
      expect(answer).toMatchObject({ kind: 'refused', reason: expect.stringContaining('too old') });
      const oldest = answer.kind === 'refused' ? (answer.oldest ?? 0) : 0;
      expect(oldest).toBeGreaterThan(at - 8 * 86_400);
      expect(oldest).toBeLessThan(at);
      expect(await made.lines(test, 1)).toEqual(['new']);
    });

    it('refuses what is far behind the newest of its stream, and says from when on it takes', async () => {
      const at = seconds();
      await made.port.push([entry('new', at)]);
      const answer = await made.port.push([entry('behind', at - 5 * 3600)]);
      expect(answer).toMatchObject({ kind: 'refused', oldest: expect.any(Number) });
      expect(await made.port.push([entry('elsewhere', at - 5 * 3600, { jail: 'sshd' })])).toEqual({ kind: 'taken' });
    });

    it('refuses a line that is too long', async () => {
      expect(await made.port.push([entry('x'.repeat(300_000), seconds())])).toMatchObject({ kind: 'refused', oldest: null });
    });

    it('takes nothing any more when it is closed', async () => {
      made.port.close();
      expect(await made.port.push([entry('a', seconds())])).toMatchObject({ kind: 'later', retryAfterMs: null });
    });
  });
}
