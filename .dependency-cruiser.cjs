/** One way down: engage → deliver → customers → accounts → platform; ingest → customers; insight → deliver, customers. */
const below = { platform: [], accounts: ['platform'], customers: ['accounts', 'platform'], ingest: ['customers', 'accounts', 'platform'], deliver: ['customers', 'accounts', 'platform'],
  engage: ['deliver', 'customers', 'accounts', 'platform'], insight: ['deliver', 'customers', 'accounts', 'platform'] }

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...Object.entries(below).map(([layer, may]) => ({
      name: `${layer}-looks-down-only`, severity: 'error',
      from: { path: `^server/src/${layer}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/', pathNot: `^server/src/(${[layer, ...may].join('|')})/` },
    })),
    { name: 'front-door-only', severity: 'error', comment: 'Another capability is entered by its index.ts',
      from: { path: '^server/src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/(accounts|customers|ingest|deliver|engage|insight)/.+', pathNot: ['^server/src/$1/', '/index\\.ts$'] } },
    { name: 'front-door-inside-a-layer', severity: 'error', comment: 'Sub-capabilities of one layer use each other\'s front door as well',
      from: { path: '^server/src/(customers|ingest|deliver|engage|insight)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/$1/[^/]+/.+', pathNot: ['^server/src/$1/$2/', '/index\\.ts$'] } },
    { name: 'console-knows-the-sdk-alone', severity: 'error', from: { path: '^console/' }, to: { path: '^(server|e2e|bench|scripts)/' } },
    { name: 'sdk-stands-alone', severity: 'error', from: { path: '^sdk/' }, to: { path: '^(server|console|e2e)/' } },
    { name: 'touchpoints-stand-alone', severity: 'error', comment: 'What runs on others\' sites brings nothing along', from: { path: '^touchpoints/', pathNot: '\\.test\\.ts$' }, to: { path: '^(server|console|sdk|e2e)/|node_modules' } },
    { name: 'no-tests-in-the-product', severity: 'error', from: { path: '^(server|console|sdk|touchpoints)/', pathNot: '\\.test\\.tsx?$|/testing/' }, to: { path: '\\.test\\.tsx?$|/testing/' } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, exclude: { path: '(console/dist|node_modules/(?!@carillon))' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'types'] } },
}
