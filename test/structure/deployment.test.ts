import { describe, expect, it } from 'vitest';
import { RULE_TEMPLATES } from '../../src/alerts/ruleTemplates';
import { ruleUid } from '../../src/alerts/ruleUid';
import { PLUGIN_IDS } from '../stack/pluginIds';
import { LOCAL_DATA_SOURCE } from '../stack/provisioningFiles';
import { fencedBlocks, rowsUnder } from './markdown';
import { readText, repositoryFiles } from './repository';

describe('Docs/Deployment.md', () => {
  const text = readText('Docs/Deployment.md');

  it('shows the unit file as it is', () => {
    expect(fencedBlocks(text, 'ini')).toContain(readText('Docs/examples/bangui.service'));
  });

  it('allows every plugin id, as the compose file does', () => {
    const allowed = (source: string, key: string) => new RegExp(`${key}\\s*[=:]\\s*(\\S+)`).exec(source)?.[1]?.split(',');
    expect(allowed(text, 'allow_loading_unsigned_plugins')).toEqual([...PLUGIN_IDS]);
    expect(allowed(readText('docker-compose.yaml'), 'GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS')).toEqual([...PLUGIN_IDS]);
  });

  it('names every alert rule, and takes each provisioned one back', () => {
    expect(rowsUnder(text, 'rule', 'severity').map(([title, severity]) => [title, severity])).toEqual(RULE_TEMPLATES.map(({ title, severity }) => [title, severity]));
    const removed = [...text.matchAll(/\{ orgId: 1, uid: (\S+) \}/g)].map(([, uid]) => uid);
    expect(removed).toEqual(RULE_TEMPLATES.map(({ id }) => ruleUid(LOCAL_DATA_SOURCE.uid, id)));
  });

  it('explains the log events of the sidecar with their level, all but debug', () => {
    const sources = repositoryFiles().filter((file) => /^pkg\/.*\.ts$/.test(file) && !file.endsWith('.test.ts')).map(readText).join('\n');
    const calls = [...sources.matchAll(/\b(?:logger|log)\.(info|warn|error)\(\s*(?:[^'"(),]+'\w+' \? )?'(\w+)'(?: : '(\w+)')?/g)];
    const logged = calls.flatMap(([, level, ...events]) => events.filter(Boolean).map((event) => `${event} ${level}`));
    const told = rowsUnder(text, 'log event', 'level').flatMap(([events = '', levels = '']) => {
      const each = levels.split(', ');
      return events.split(', ').map((event, index) => `${event} ${each[index] ?? each[0]}`);
    });
    expect(told.sort()).toEqual([...new Set(logged)].sort());
  });
});
