import { describe, expect, it } from 'vitest';
import type { FilterSample } from '../../contract/filterLab';
import type { RegexFilter, TracedLine } from '../ports/regexProgramPort';
import { createSampleSets } from './createSampleSets';

const CANDIDATE = { base: null, failregex: ['^x <HOST>'], ignoreregex: [], prefregex: null, datepattern: null, maxlines: null };
const sample = (line: string, expect: FilterSample['expect']): FilterSample => ({ line, expect, note: '' });

describe('kept samples', () => {
  function setup() {
    const kept = new Map<string, readonly FilterSample[]>();
    const asked: RegexFilter[] = [];
    let writing = 0;
    const sets = createSampleSets({
      program: {
        async trace(filter, { lines }): Promise<TracedLine[]> {
          asked.push(filter);
          return lines.map((text) => ({ text, expression: null, ignoredBy: null, isFailure: text.includes('bad'), skipped: false, host: null, time: null, fields: {} }));
        },
      },
      store: {
        read: async (filter) => [...(kept.get(filter) ?? [])],
        async write(filter, samples) {
          expect(++writing).toBe(1);
          await Promise.resolve();
          kept.set(filter, samples);
          writing--;
        },
      },
    });
    return { sets, asked, kept };
  }

  it('that are judged otherwise than expected are told', async () => {
    const { sets } = setup();
    await sets.write('sshd', [sample('bad one', 'match'), sample('good', 'match'), sample('good', 'no_match'), sample('bad two', 'no_match')]);
    const { checked, failing } = await sets.regressionOf('sshd', null);
    expect([checked, failing.map(({ index }) => index)]).toEqual([4, [1, 3]]);
  });

  it('are judged by a candidate, a copy of the configuration, or the saved filter', async () => {
    const { sets, asked } = setup();
    await sets.write('sshd', [sample('bad', 'match')]);
    await sets.regressionOf('sshd', CANDIDATE);
    await sets.regressionOf('sshd', { dir: '/staged' }, 'ddos');
    await sets.regressionOf('sshd', null);
    expect(asked).toEqual([{ candidate: CANDIDATE }, { saved: 'sshd', mode: 'ddos', dir: '/staged' }, { saved: 'sshd', mode: null, dir: undefined }]);
    expect(await sets.regressionOf('other', null)).toEqual({ checked: 0, failing: [] });
    expect(asked).toHaveLength(3);
  });

  it('are refused when they are too much, or of no filter', async () => {
    const { sets } = setup();
    await expect(sets.write('sshd', Array.from({ length: 40 }, () => sample('x'.repeat(8000), 'match')))).rejects.toMatchObject({ details: { field: 'samples' } });
    await expect(sets.write('../x', [])).rejects.toMatchObject({ details: { field: 'name' } });
    await expect(sets.regressionOf('sshd', { ...CANDIDATE, failregex: ['^x\n <HOST>'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('are replaced only while they are those that somebody has seen', async () => {
    const { sets, kept } = setup();
    const { digest, samples } = await sets.kept('sshd');
    expect(samples).toEqual([]);
    const [first, second] = await Promise.allSettled([sets.write('sshd', [sample('a', 'match')], digest), sets.write('sshd', [sample('b', 'match')], digest)]);
    expect([first.status, second]).toEqual(['fulfilled', { status: 'rejected', reason: expect.objectContaining({ code: 'REVISION_CONFLICT' }) }]);
    expect(kept.get('sshd')).toEqual([sample('a', 'match')]);
    await expect(sets.write('sshd', [], (await sets.kept('sshd')).digest)).resolves.toEqual({ samples: [], digest });
  });

  it('are written one after the other', async () => {
    const { sets, kept } = setup();
    await Promise.all(['a', 'b', 'c'].map((line) => sets.write('sshd', [sample(line, 'match')])));
    expect(kept.get('sshd')).toEqual([sample('c', 'match')]);
  });
});
