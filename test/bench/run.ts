import type { Bench, Group } from './bench';
import { archive } from './groups/archive/archive';
import { frames } from './groups/frames/frames';
import { geo } from './groups/geo/geo';
import { history } from './groups/history/history';
import { overview } from './groups/overview/overview';
import type { Verdict } from './verdict';
import { isMissed, verdictText } from './verdict';

const GROUPS: readonly Group[] = [overview, archive, history, geo, frames];
const HEAD = `${''.padEnd(78)} ${'goal'.padStart(9)}  ${'median'.padStart(9)}          (min … max)`;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // A second signal does not wait; what was started as our own child dies with this process.
  process.on(name, () => (stop.signal.aborted ? process.exit(130) : stop.abort(new Error(`ended by ${name}`))));
}
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown !== undefined) {
    console.error(`There is no group "${unknown}". npm run bench -- [GROUP…] [--long], with these groups:`);
    GROUPS.forEach(({ name, about }) => console.error(`  ${name.padEnd(12)} ${about}`));
    return 2;
  }
  const options = new Set(args.filter((arg) => arg.startsWith('--')));
  const verdicts: Verdict[] = [];
  for (const group of GROUPS) {
    if (names.length === 0 || names.includes(group.name)) {
      await runGroup(group, options, verdicts);
    }
  }
  const missed = verdicts.filter(isMissed);
  const judged = verdicts.filter(({ goal }) => goal !== null);
  console.log(`\n${judged.length - missed.length} of ${judged.length} goals reached.`);
  missed.forEach(({ row, what }) => console.log(`MISSED: ${row} ${what}`));
  return missed.length > 0 ? 1 : 0;
}

async function runGroup(group: Group, options: ReadonlySet<string>, verdicts: Verdict[]): Promise<void> {
  const closers: Array<() => Promise<unknown>> = [];
  const bench: Bench = {
    options,
    signal: stop.signal,
    say: (text) => console.error(text),
    report(verdict) {
      verdicts.push(verdict);
      console.log(verdictText(verdict));
    },
    defer: (close) => void closers.push(close),
  };
  console.log(`\n${group.name}: ${group.about}\n${HEAD}`);
  try {
    await group.run(bench);
  } finally {
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => console.error('could not end a part:', error));
    }
  }
}
