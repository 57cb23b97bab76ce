import { expect, it } from 'vitest';
import { limitWaiting } from './limitWaiting';

const LIMIT = { most: 64, words: 'Too many.' };

it('refuses what comes while too many wait, and takes more once they are answered', async () => {
  const release: Array<() => void> = [];
  const limited = limitWaiting((name: number) => new Promise<number>((resolve) => release.push(() => resolve(name))), LIMIT);
  const waiting = Array.from({ length: 64 }, (_, name) => limited(name));
  await expect(limited(64)).rejects.toMatchObject({ code: 'RATE_LIMITED', message: 'Too many.' });
  release.forEach((answer) => answer());
  expect(await Promise.all(waiting)).toHaveLength(64);
  const later = limited(65);
  release.at(-1)?.();
  expect(await later).toBe(65);
});

it('counts what failed as answered', async () => {
  const limited = limitWaiting(() => Promise.reject(new Error('of the archive')), LIMIT);
  for (let attempt = 0; attempt < 100; attempt++) {
    await expect(limited()).rejects.toThrow('of the archive');
  }
});
