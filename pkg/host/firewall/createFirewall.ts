import { execFile } from 'node:child_process';
import type { FirewallPort } from '../../services/ports/firewallPort';
import { FirewallUnreadable } from '../../services/ports/firewallPort';
import { blockedOf } from './blockedOf';
import { readIpset } from './readIpset';
import { readIptables } from './readIptables';
import { readNft } from './readNft';

export type FirewallTool = 'nft' | 'iptables' | 'ipset';

const LIMIT_MS = 10_000;
/** A hundred thousand elements take some 20 MB as JSON. */
const MAX_BYTES = 256 * 1024 * 1024;
const ENVIRONMENT = { LC_ALL: 'C.UTF-8', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

interface FirewallDeps {
  tool: FirewallTool;
  /** Tests bring programs of their own. */
  environment?: NodeJS.ProcessEnv;
  /** Put before each command: tests enter a network of their own. */
  prefix?: readonly string[];
}

export function createFirewall({ tool, environment = ENVIRONMENT, prefix = [] }: FirewallDeps): FirewallPort {
  function list(...command: string[]): Promise<string> {
    const [file = '', ...args] = [...prefix, ...command];
    return new Promise((resolve, reject) => {
      execFile(file, args, { cwd: '/', env: environment, timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_BYTES }, (error, stdout, stderr) => {
        error ? reject(new FirewallUnreadable(`"${command.join(' ')}" failed: ${(stderr.trim().split('\n')[0] || error.message).slice(0, 200)}`)) : resolve(stdout);
      });
    });
  }

  async function iptables(): Promise<ReturnType<typeof readIptables>> {
    const both = (await Promise.all([list('iptables-save'), list('ip6tables-save')])).map(readIptables);
    return { sources: both.flatMap(({ sources }) => sources), sets: both.flatMap(({ sets }) => sets) };
  }

  async function nft(): Promise<string[]> {
    const text = await list('nft', '-j', 'list', 'ruleset');
    try {
      return readNft(text);
    } catch {
      throw new FirewallUnreadable('"nft -j list ruleset" printed no JSON.');
    }
  }

  async function ipset(): Promise<string[]> {
    const { sources, sets } = await iptables();
    return [...sources, ...readIpset(await list('ipset', 'save'), sets)];
  }

  const sources = { nft, ipset, iptables: async () => (await iptables()).sources };
  return { name: tool, blocked: async () => blockedOf(await sources[tool]()) };
}
