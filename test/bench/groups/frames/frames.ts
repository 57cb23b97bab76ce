import type { Ban } from '../../../../pkg/contract/bans';
import { bansFrame } from '../../../../pkg/grafana/frames/bansFrame';
import { createLinks } from '../../../../pkg/grafana/frames/createLinks';
import { encodeFrame } from '../../../../pkg/grafana/frames/encodeFrame';
import { benchAddresses } from '../../../stack/testAddresses';
import type { Group } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { short } from '../../verdict';

const ROWS = 100_000;
const NOW = 1_760_000_000;

/** What a panel gets. */
export const frames: Group = {
  name: 'frames',
  about: 'packing the rows of a query for Grafana: promise 19',
  async run(bench) {
    const bans = benchAddresses(ROWS).map((address, row): Ban => {
      const start = NOW - (row % 86_400);
      return { jail: `jail${String(row % 50).padStart(2, '0')}`, address, start, end: start + 604_800, banTime: 604_800, timeLeft: start + 604_800 - NOW };
    });
    const response = { asOf: NOW, stale: false, total: ROWS, bans };
    const links = createLinks('fail2ban-local');
    let bytes = 0;
    let characters = 0;
    const { arrow, json } = await interleave({
      repetitions: 21,
      meters: { ms: () => performance.now() },
      contenders: {
        arrow: { batch: 3, warmUp: 5, run: async () => (bytes = encodeFrame(bansFrame('A', response, links)).byteLength) },
        json: { batch: 3, warmUp: 5, run: async () => (characters = JSON.stringify(bans).length) },
      },
      signal: bench.signal,
    });
    bench.report({
      row: '19',
      what: '100k × 6 frame as Arrow, from rows to bytes, vs JSON.stringify of the rows',
      goal: { atMost: 0.6 },
      samples: ratios(arrow.ms, json.ms),
      unit: '×',
      note: `${short(median(arrow.ms))} ms and ${short(bytes / 1e6)} MB vs ${short(median(json.ms))} ms and ${short(characters / 1e6)} MB`,
    });
  },
};
