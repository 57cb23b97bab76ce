import { expect, it } from 'vitest';
import { appFolder } from './appFolder';

it.each([
  ['public/plugins/bangui-jails-panel/module.js', 'public/plugins/app/'],
  ['http://host/grafana/public/plugins/bangui-jails-panel/module.js?_cache=1', 'http://host/grafana/public/plugins/app/'],
  ['https://cdn/app/0.1.0/public/plugins/app/panels/jails/module.js', 'https://cdn/app/0.1.0/public/plugins/app/'],
  ['', null],
])('the app’s folder is found from %s', (uri, folder) => {
  expect(appFolder(uri, 'app')).toBe(folder);
});
