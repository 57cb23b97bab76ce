/* The way imports may flow. A folder may import itself, and what its rule does not forbid. */
const only = (from, ...to) => ({
  name: `${from}-imports-only`,
  comment: `pkg/${from} may import only ${to.join(', ')}`,
  severity: 'error',
  from: { path: `^pkg/${from}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^pkg/', pathNot: [from, ...to].map((folder) => `^pkg/${folder}/`) },
});

const library = (name, where) => ({
  name: `${name}-only-in-${where.join('-').replaceAll('/', '-')}`,
  comment: `${name} is used in ${where.join(', ')} alone`,
  severity: 'error',
  from: { path: '^pkg/', pathNot: where.map((folder) => `^pkg/${folder}/`) },
  to: { path: `^node_modules/${name}/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^(pkg|src)/', pathNot: '\\.d\\.ts$' }, to: {} },
    only('contract'),
    only('domain', 'contract'),
    only('settings', 'contract'),
    only('services', 'domain', 'contract'),
    only('fail2ban', 'host', 'services/ports', 'domain', 'contract'),
    only('archive', 'host', 'services/ports', 'domain', 'contract'),
    only('configfiles', 'services/ports', 'domain', 'contract'),
    only('geo', 'services/ports', 'domain', 'contract'),
    only('loki', 'services/ports', 'domain', 'contract'),
    only('host', 'services/ports', 'domain', 'contract'),
    only('logging', 'services/ports'),
    only('attach', 'fail2ban', 'host', 'settings', 'services/ports', 'services/surroundings', 'domain', 'contract'),
    only('http', 'services', 'domain', 'contract'),
    only('grafana', 'services', 'domain', 'contract'),
    only('jobs', 'services', 'domain', 'contract'),
    only('metrics', 'services', 'domain', 'contract'),
    {
      name: 'services-and-domain-are-pure',
      severity: 'error',
      from: { path: '^pkg/(services|domain|contract)/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^(node:)?(fs|fs/promises|net|child_process|http|https|worker_threads)$', '^node_modules/(express|@grpc|better-sqlite3|croner|pino|prom-client)/'] },
    },
    library('better-sqlite3', ['archive', 'fail2ban/serverDatabase']),
    library('express', ['http']),
    library('@grpc', ['grafana']),
    library('apache-arrow', ['grafana']),
    library('pino', ['logging']),
    library('prom-client', ['metrics']),
    library('(maxmind|mmdb-lib)', ['geo']),
    { name: 'browser-takes-only-the-contract', severity: 'error', from: { path: '^src/' }, to: { path: '^pkg/', pathNot: '^pkg/contract/' } },
    { name: 'sidecar-takes-nothing-of-the-browser', severity: 'error', from: { path: '^pkg/' }, to: { path: '^(src|test)/', pathNot: '^test/(fakes|contracts|fixtures|peer)/' } },
    {
      name: 'production-takes-no-tests',
      severity: 'error',
      from: { path: '^(src|pkg)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^test/|\\.test\\.tsx?$' },
    },
    {
      name: 'pages-are-imported-by-the-router-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/pages/([^/]+)/', '^src/(App|module)\\.tsx$', '^src/pages/[^/]+\\.tsx$'] },
      to: { path: '^src/pages/' },
    },
    { name: 'one-page-takes-nothing-of-another', severity: 'error', from: { path: '^src/pages/([^/]+)/' }, to: { path: '^src/pages/', pathNot: '^src/pages/$1/' } },
    { name: 'data-source-is-a-bundle-of-its-own', severity: 'error', from: { path: '^src/datasource/' }, to: { path: '^src/(pages|components|api)/' } },
    { name: 'app-takes-nothing-of-the-data-source', severity: 'error', from: { path: '^src/(pages|components|api)/' }, to: { path: '^src/datasource/' } },
    { name: 'panels-are-bundles-of-their-own', severity: 'error', from: { path: '^src/panels/' }, to: { path: '^src/(pages|datasource)/|^src/(App|module)\\.tsx$' } },
    { name: 'one-panel-takes-nothing-of-another', severity: 'error', from: { path: '^src/panels/(jails|bans)/' }, to: { path: '^src/panels/(jails|bans)/', pathNot: '^src/panels/$1/' } },
    { name: 'app-takes-nothing-of-the-panels', severity: 'error', from: { path: '^src/', pathNot: '^src/panels/' }, to: { path: '^src/panels/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
