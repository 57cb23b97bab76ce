import { existsSync } from 'node:fs';
import { findGrafana, howToGetGrafana } from '../stack/findGrafana';
import { reasonToFail } from './outcome';
import { listTests, playTests } from './playwright';
import { forgetSummary, nothingRan, summaryLine, writeSummary } from './summary';
import { startStack } from './stack';

export interface E2eOptions {
  /** Passed on to Playwright. */
  args: readonly string[];
  signal: AbortSignal;
  say(text: string): void;
}

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Runs the end-to-end tests on a Grafana of their own; where none is found, counts them as skipped and says why. */
export async function runE2e({ args, signal, say }: E2eOptions): Promise<number> {
  const required = process.env.E2E_REQUIRED === '1';
  await forgetSummary();
  const search = await findGrafana();
  const { found } = search;
  if (found === null || !existsSync(CHROMIUM)) {
    const reason = found === null ? 'no Grafana 12.4 or newer' : `no Chromium at ${CHROMIUM}`;
    say('reasons' in search ? howToGetGrafana(search.reasons) : 'Install Chromium, or name one in CHROMIUM_PATH.');
    const skipped = await listTests(args);
    await writeSummary(nothingRan(reason, skipped));
    say(`e2e: 0 run, ${skipped} skipped (${reason})`);
    return required ? 1 : 0;
  }

  const startedAt = new Date();
  const closers: Array<() => Promise<void>> = [];
  try {
    const stack = await startStack({ install: found, closers, signal, say });
    const { code, report } = await playTests({ args, stack, chromium: CHROMIUM, signal });
    const summary = await writeSummary({ grafana: found.version, startedAt, report });
    await closeAll();
    say(summaryLine(summary));
    const reason = reasonToFail(summary, code, required);
    if (reason !== null) {
      say(`e2e failed: ${reason}`);
    }
    return reason === null ? 0 : 1;
  } catch (error) {
    say(signal.aborted ? 'Interrupted.' : `The end-to-end tests could not run: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await closeAll();
  }

  async function closeAll(): Promise<void> {
    for (const close of closers.splice(0).reverse()) {
      await close().catch((error: unknown) => say(`While ending: ${String(error)}`));
    }
  }
}
