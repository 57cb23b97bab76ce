import type { Group } from '../../bench';
import { createBenchServer } from '../../benchServer';
import { startBenchSidecar } from '../../benchSidecar';
import { banLists } from './banLists';
import { freshOverview } from './freshOverview';
import { goodGuest } from './goodGuest';
import { idlePolls } from './idlePolls';
import { rawFloor } from './rawFloor';
import { scrapes } from './scrapes';
import type { World } from './world';

/** Reading a server with 50 jails. */
export const overview: Group = {
  name: 'overview',
  about: 'reading a server of 50 jails: promises 1 to 9 (--long: 9 in real time, 10 minutes)',
  async run(bench) {
    bench.say('Starting private servers with 1,000 and 100,000 bans');
    const small = await createBenchServer(bench, 1000);
    const large = await createBenchServer(bench, 100_000);
    const world: World = {
      small: { server: small, sidecar: await startBenchSidecar(bench, small.socketPath, 0) },
      large: { server: large, sidecar: await startBenchSidecar(bench, large.socketPath, 0) },
    };
    await freshOverview(bench, world);
    await rawFloor(bench, world);
    await scrapes(bench, world);
    await banLists(bench, world);
    await goodGuest(bench, world);
    await idlePolls(bench, world);
  },
};
