import { existsSync } from 'node:fs';
import { findFail2ban } from './fail2banPackage';
import { runCommand } from './runCommand';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** What the tests need from the machine: fail2ban's files and a Chromium. */
async function prepareTests(): Promise<void> {
  await findFail2ban((line) => process.stdout.write(`${line}\n`));
  if (existsSync(chromium)) {
    return;
  }
  const help = `The browser tests need a Chromium. Install it (as root: apt-get install chromium), or name one in CHROMIUM_PATH.`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || process.env.CHROMIUM_PATH !== undefined) {
    throw new Error(`${chromium} is not there. ${help}`);
  }
  process.stdout.write('Installing Chromium with apt-get\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('/usr/bin/apt-get', ['update'], { env, timeoutMs: 300_000 });
  const lockWait = ['-o', 'DPkg::Lock::Timeout=300'];
  const { code, stderr } = await runCommand('/usr/bin/apt-get', [...lockWait, 'install', '-y', '--no-install-recommends', 'chromium'], { env, timeoutMs: 900_000 });
  if (code !== 0 || !existsSync(chromium)) {
    throw new Error(`apt-get install chromium failed: ${stderr.trim()}\n${help}`);
  }
}

try {
  await prepareTests();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
