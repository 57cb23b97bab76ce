import { describe, expect, it } from 'vitest';
import { readLinesBackwards } from './readLinesBackwards';

const fileOf = (content: Buffer) => ({ read: async (buffer: Buffer, offset: number) => content.subarray(offset).copy(buffer) });

async function linesOf(text: string, chunk: number) {
  const content = Buffer.from(text);
  const found = [];
  for await (const lines of readLinesBackwards(fileOf(content), content.length, Buffer.alloc(chunk))) {
    found.push(...lines);
  }
  return found;
}

describe('readLinesBackwards', () => {
  const texts = ['', '\n', 'a', 'a\n', 'a\nb', 'one\ntwo\n\nthree\n', '\n\na\n\n', 'für ∀ 🔒\nzwei ∀\n', 'a long line that no buffer holds\nb\n'];

  it.each(texts)('gives the lines of %j, last one first, whatever is read at once', async (text) => {
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    for (const chunk of [1, 2, 3, 5, 7, 1000]) {
      const found = await linesOf(text, chunk);
      expect(found.map((line) => line.text)).toEqual(lines.toReversed());
      const content = Buffer.from(text);
      expect(found.every((line) => content.subarray(line.start).toString().startsWith(line.text))).toBe(true);
    }
  });

  it('keeps the beginning of a line that is too long', async () => {
    const found = await linesOf(`first\nhead${'x'.repeat(200_000)}\nlast\n`, 50_000);
    expect(found.map(({ text }) => text.slice(0, 5))).toEqual(['last', 'headx', 'first']);
    expect(found.map(({ text }) => text.length)).toEqual([4, 65_536, 5]);
  });

  it('ends when the file has become shorter', async () => {
    const content = Buffer.from('a\nb\nc\n');
    const found = [];
    for await (const lines of readLinesBackwards(fileOf(content), 100, Buffer.alloc(10))) {
      found.push(...lines);
    }
    expect(found).toEqual([]);
  });
});
