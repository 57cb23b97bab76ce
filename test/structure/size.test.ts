import { describe, expect, it } from 'vitest';
import { readText, repositoryFiles } from './repository';

const LONGEST = 400;
const MEDIAN = 60;

describe('the sources', () => {
  const sources = repositoryFiles()
    .filter((file) => /^(src|pkg)\/.*\.tsx?$/.test(file))
    .map((file) => ({ file, lines: readText(file).replace(/\n$/, '').split('\n').length }));

  it(`have no file of more than ${LONGEST} lines`, () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(({ lines }) => lines > LONGEST)).toEqual([]);
  });

  it(`are mostly small: the median of what is no test is at most ${MEDIAN} lines`, () => {
    const lengths = sources.filter(({ file }) => !/\.test\.tsx?$/.test(file)).map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MEDIAN);
  });
});
