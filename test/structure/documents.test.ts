import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../stack/paths';
import { anchorsOf, withoutFences } from './markdown';
import { readText, repositoryFiles } from './repository';

const documents = repositoryFiles().filter((file) => file.endsWith('.md'));

/** Where a link of `file` leads when that is nowhere; null when it is fine or not ours to check. */
function brokenLink(file: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) {
    return null;
  }
  const [target = '', anchor] = link.split('#');
  const linked = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  if (!existsSync(path.join(ROOT, linked))) {
    return `${file}: ${link} leads to no file`;
  }
  return anchor !== undefined && !anchorsOf(readText(linked)).includes(anchor) ? `${file}: ${link} leads to no heading` : null;
}

/** Folders that every Linux with fail2ban or Grafana has, and what Grafana and the API serve. */
const WELL_KNOWN = ['bin', 'etc', 'proc', 'run', 'tmp', 'usr', 'var/lib', 'var/log', 'var/run'];
const SERVED = ['a/bangui-fail2ban-app', 'api', 'ban', 'bans', 'connections', 'healthz', 'jails', 'me', 'metrics', 'operations', 'readyz', 'resources', 'status', 'unban'];

function foreignPaths(text: string): string[] {
  const paths = [...text.matchAll(/(?<![\w.:/}<>*)\]-])\/(?=[A-Za-z])([\w.@/-]+)/g)].map(([, rest = '']) => rest.replace(/[./]+$/, ''));
  return paths.filter((found) => ![...WELL_KNOWN, ...SERVED].some((known) => found === known || found.startsWith(`${known}/`)));
}

describe('the documents', () => {
  it('link only to what exists', () => {
    const broken = documents.flatMap((file) =>
      [...withoutFences(readText(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => brokenLink(file, link)).filter((problem) => problem !== null)
    );
    expect(broken).toEqual([]);
  });

  it('name no path of one machine', () => {
    const examples = repositoryFiles().filter((file) => /^(Dockerfile|docker-compose\.yaml|Docs\/examples\/.*|provisioning\/.*)$/.test(file));
    const foreign = [...documents, ...examples].flatMap((file) => foreignPaths(readText(file)).map((found) => `${file}: /${found}`));
    expect(foreign).toEqual([]);
  });
});
