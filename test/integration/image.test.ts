import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildImage } from '../stack/machine/buildImage';
import { createMachine } from '../stack/machine/createMachine';
import type { Machine } from '../stack/machine/createMachine';
import { installFail2ban } from '../stack/machine/installFail2ban';
import { whyNoMachine } from '../stack/machine/whyNoMachine';
import { ROOT } from '../stack/paths';
import { readText } from '../structure/repository';

const reason = await whyNoMachine();
// Downloads and compiles for minutes, so that is done where it is asked for; else what was installed here already stands in for it.
const whole = process.env.TRY_IMAGE === '1';
const { services } = parse(readText('docker-compose.yaml'));
const quoted = (argv: readonly string[]) => argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
const healthy = (name: string) => `until ${quoted(services[name].healthcheck.test.slice(1))} >/dev/null 2>&1; do sleep 0.3; done`;
const withPowers = (name: string) => {
  const granted = ((services[name].cap_add ?? []) as string[]).map((capability) => `,+${capability.toLowerCase()}`).join('');
  return `setpriv --no-new-privs --bounding-set=-all${granted} --`;
};

/** Packages of the distribution are there; the libraries are a link to the checkout's. */
async function withoutDownloads() {
  const libraries = await realpath(path.join(ROOT, 'node_modules'));
  const replaced: string[] = [];
  const replace = (script: string) => {
    const [, program] = /^(apt-get|npm)(?: update && apt-get install -y --no-install-recommends [\w+. -]+ && rm -rf \/var\/lib\/apt\/lists\/\*| ci( --[\w=-]+)*)$/.exec(script) ?? [];
    if (program === undefined) {
      return null;
    }
    replaced.push(program);
    return program === 'npm' ? `test -f package-lock.json; ln -s ${libraries} node_modules` : 'true';
  };
  return { replace, replaced };
}

describe(`the steps of the Dockerfile, without Docker${whole ? '' : ' and without downloads'}${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  let machine: Machine;
  let image: { workdir: string; command: string[] };

  beforeAll(async () => {
    if (reason === null) {
      machine = await createMachine({ sharesNetwork: whole });
      if (whole) {
        image = await buildImage(machine, readText('Dockerfile'), { say: (text) => process.stdout.write(`${text}\n`) });
      } else {
        await installFail2ban(machine);
        const { replace, replaced } = await withoutDownloads();
        image = await buildImage(machine, readText('Dockerfile'), { replace });
        expect(replaced.sort()).toEqual(['apt-get', 'apt-get', 'npm', 'npm']);
      }
    }
  }, 900_000);
  afterAll(() => machine?.dispose());

  it.skipIf(reason !== null)('install what the containers start: with the powers of the compose file each becomes healthy, in its order', async () => {
    const script = `
      ip link set lo up
      mkdir -p /run/fail2ban /var/lib/fail2ban; rm -f /var/log/auth.log
      cd ${image.workdir}
      ${withPowers('log-generator')} ${quoted(services['log-generator'].command)} & generator=$!
      ${healthy('log-generator')}
      ${withPowers('fail2ban')} ${quoted(services.fail2ban.command)} >/dev/null & fail2ban=$!
      ${healthy('fail2ban')}
      NODE_ENV=production BANGUI_FAIL2BAN_TZ=UTC ${withPowers('sidecar')} ${quoted(image.command)} >/tmp/sidecar.log & sidecar=$!
      ${healthy('sidecar')}
      curl -s -H "Authorization: Bearer $(cat /var/lib/bangui/script-token)" http://127.0.0.1:9441/api/v1/jails
      stat -c ' %a %G %n' /run/bangui/grafana /run/bangui/grafana/plugin.sock /run/bangui/grafana/token
      kill $sidecar; wait $sidecar; echo "sidecar ended with $?"
      kill $fail2ban $generator; wait`;
    const { code, stdout, stderr } = await machine.run('/usr/bin/timeout', ['90', '/usr/bin/unshare', '--net', '/bin/sh', '-c', script], { timeoutMs: 100_000, env: { PATH: process.env.PATH, TZ: 'UTC' } });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('"sshd"');
    expect(stdout).toContain('"nginx-http-auth"');
    expect(stdout).toContain('750 grafana /run/bangui/grafana\n');
    expect(stdout).toContain('660 grafana /run/bangui/grafana/plugin.sock\n');
    expect(stdout).toContain('640 grafana /run/bangui/grafana/token\n');
    expect(stdout).toContain('sidecar ended with 0');
  }, 120_000);
});
