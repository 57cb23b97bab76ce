import { createHash } from 'node:crypto';
import type { FilterSample, KeptSamples, SamplesRun } from '../../contract/filterLab';
import type { CandidateFilter } from '../../domain/candidateFilter';
import { assertCandidate, assertFilterMode, assertFilterName } from '../../domain/candidateFilter';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { RegexFilter, RegexProgramPort } from '../ports/regexProgramPort';
import type { SampleStorePort } from '../ports/sampleStorePort';
import { judgeLine } from './judgeLine';

const MOST_BYTES = 256 * 1024;

interface SampleSetsDeps {
  program: Pick<RegexProgramPort, 'trace'>;
  store: SampleStorePort;
}

export type SampleSets = ReturnType<typeof createSampleSets>;

/** Sample lines that are kept of each filter, with what is expected of them. Throws what RegexProgramPort throws. */
export function createSampleSets({ program, store }: SampleSetsDeps) {
  let flight: Promise<unknown> = Promise.resolve();

  /** In one run, in their order: lines of one connection may belong together. */
  async function judge(samples: readonly FilterSample[], filter: RegexFilter): Promise<SamplesRun> {
    if (samples.length === 0) {
      return { checked: 0, failing: [] };
    }
    const lines = (await program.trace(filter, { lines: samples.map(({ line }) => line), encoding: 'text' })).map(judgeLine);
    const failing = samples.flatMap((sample, index) => {
      const line = lines[index];
      return line === undefined || (line.verdict === 'matched') === (sample.expect === 'match') ? [] : [{ index, sample, line }];
    });
    return { checked: samples.length, failing };
  }

  /** What a change would break: the kept samples of `filter`, judged by `candidate`, by the filter as it is in a copy of the configuration, or (null) by itself. */
  async function regressionOf(filter: string, candidate: CandidateFilter | { dir: string } | null, mode: string | null = null): Promise<SamplesRun> {
    assertFilterName(filter, 'name');
    const isWritten = candidate !== null && !('dir' in candidate);
    isWritten && assertCandidate(candidate);
    mode === null || assertFilterMode(mode);
    return judge(await store.read(filter), isWritten ? { candidate } : { saved: filter, mode, dir: candidate?.dir });
  }

  return {
    regressionOf,
    async read(filter: string): Promise<FilterSample[]> {
      assertFilterName(filter, 'name');
      return store.read(filter);
    },
    async kept(filter: string): Promise<KeptSamples> {
      assertFilterName(filter, 'name');
      return withDigest(await store.read(filter));
    },
    /** Those of `expected` only, where it is given: throws REVISION_CONFLICT when they are others by now. */
    async write(filter: string, samples: readonly FilterSample[], expected?: string): Promise<KeptSamples> {
      assertFilterName(filter, 'name');
      if (Buffer.byteLength(JSON.stringify(samples)) > MOST_BYTES) {
        throw invalidInput('samples', `The samples are more than ${MOST_BYTES / 1024} KB together.`);
      }
      // One at a time: two at once would write the same new file.
      const own = flight.then(async () => {
        if (expected !== undefined && withDigest(await store.read(filter)).digest !== expected) {
          throw new BanguiError('REVISION_CONFLICT', 'These samples are not those that the change is based on: somebody has changed them meanwhile.', { filter });
        }
        await store.write(filter, samples);
      });
      flight = own.catch(() => {});
      await own;
      return withDigest(samples);
    },
  };
}

function withDigest(samples: readonly FilterSample[]): KeptSamples {
  const texts = samples.map(({ line, expect, note }) => [line, expect, note]);
  return { samples: [...samples], digest: createHash('sha256').update(JSON.stringify(texts)).digest('hex') };
}
