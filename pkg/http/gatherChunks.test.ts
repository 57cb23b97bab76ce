import { describe, expect, it } from 'vitest';
import { gatherChunks } from './gatherChunks';

async function* of(...chunks: Array<string | Buffer>) {
  yield* chunks;
}

async function gathered(...chunks: Array<string | Buffer>): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of gatherChunks(of(...chunks), 4)) {
    parts.push(part.toString('latin1'));
  }
  return parts;
}

describe('parts of one size', () => {
  it.each([
    [['a', 'b', 'cd', 'efg'], ['abcd', 'efg']],
    [['abcdefghij'], ['abcd', 'efgh', 'ij']],
    [['abcd', 'efgh'], ['abcd', 'efgh']],
    [['', 'a', ''], ['a']],
    [[Buffer.from('ab'), 'c'], ['abc']],
    [['äbc', ''], [Buffer.from('äbc').toString('latin1')]],
    [[], []],
  ])('%j become %j', async (chunks, parts) => {
    expect(await gathered(...chunks)).toEqual(parts);
  });

  it('closes the source when it is closed', async () => {
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          yield 'abc';
        }
      } finally {
        closed = true;
      }
    }
    const parts = gatherChunks(endless(), 4);
    expect((await parts.next()).value?.toString()).toBe('abca');
    await parts.return();
    expect(closed).toBe(true);
  });
});
