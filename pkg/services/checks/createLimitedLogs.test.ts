import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createLimitedLogs } from './createLimitedLogs';

function setUp() {
  const clock = createFakeClock();
  const answers = new Map<string, (lines: string[]) => void>();
  let begun = 0;
  const lastLines = (file: string) => {
    begun++;
    return file.startsWith('/dead') ? new Promise<string[]>((resolve) => answers.set(file, resolve)) : Promise.resolve(['line']);
  };
  const logs = createLimitedLogs({ logs: { look: async () => 'missing', lookAsServer: async () => null, lastLines }, clock });
  async function lines(file: string) {
    const answer = logs.lastLines(file, 10);
    await clock.advance(5_000);
    return answer;
  }
  return { logs, lines, clock, answer: (file: string) => answers.get(file)?.(['late']), begun: () => begun };
}

it('of a file that does not answer nothing can be told, and nobody asks it again until it does', async () => {
  const { logs, lines, clock, answer, begun } = setUp();
  expect(await lines('/dead/a.log')).toBeNull();
  expect(logs.hanging()).toEqual(['/dead/a.log']);
  expect(await lines('/dead/a.log')).toBeNull();
  expect(await logs.look('/dead/a.log')).toBeNull();
  expect(begun()).toBe(1);
  expect(await lines('/var/log/b.log')).toEqual(['line']);
  answer('/dead/a.log');
  await clock.advance(0);
  expect(logs.hanging()).toEqual([]);
  expect(await logs.look('/dead/a.log')).toBe('missing');
});

it('no file is asked while two hang, as each keeps a thread', async () => {
  const { logs, lines, begun } = setUp();
  await lines('/dead/a.log');
  await lines('/dead/b.log');
  expect(await lines('/var/log/c.log')).toBeNull();
  expect(begun()).toBe(2);
  expect(logs.hanging()).toEqual(['/dead/a.log', '/dead/b.log']);
});
