/*
 * `npm start`: plain Node without packages, because a fresh clone has none yet.
 * Installs them when needed and hands over to start.ts.
 */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // A terminal's Ctrl-C arrives twice under npm, which passes it on: only the first one counts.
  process.on(name, () => stop.abort());
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node ${process.versions.node} is too old: at least 20.19 is needed (https://nodejs.org).`);
  }
}

async function installPackages() {
  const lock = path.join(root, 'package-lock.json');
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
    return;
  }
  if (lstatSync(path.dirname(installed), { throwIfNoEntry: false })?.isSymbolicLink()) {
    // npm ci would empty the folder that the link leads to, under the feet of whoever else uses it.
    throw new Error('node_modules is a link, and its packages are not those of package-lock.json: run npm ci where it leads to.');
  }
  say('Installing the npm packages: this takes some minutes and about 900 MB of disk');
  const npm = spawn('npm', ['ci', '--no-fund', '--no-audit'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const passOn = () => npm.kill('SIGTERM');
  stop.signal.addEventListener('abort', passOn, { once: true });
  const code = await new Promise((resolve, reject) => npm.once('error', reject).once('exit', resolve));
  stop.signal.throwIfAborted();
  if (code !== 0) {
    throw new Error(`npm ci failed with exit code ${code}.`);
  }
}

try {
  checkNode();
  await installPackages();
  const { register } = await import('tsx/esm/api');
  register();
  const { runStack } = await import('./start.ts');
  process.exitCode = await runStack({ args: process.argv.slice(2), signal: stop.signal, say });
} catch (error) {
  if (!stop.signal.aborted) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
