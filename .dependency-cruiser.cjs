'use strict';
// Who may know whom (docs/architecture.md). Every rule is shown to fail on a tree of its own name under
// test/architecture/fixtures; a rule without one does not pass test/architecture/dependency-rules.spec.ts.

const SPEC = String.raw`(\.spec|\.pg-spec)\.ts$`;

/** The domain's libraries from the bottom up: each may know those before it, none of those after it or beside it. */
const LAYERS = [
  ['support-time'],
  ['facts'],
  ['recording'],
  ['agreements'],
  ['tickets'],
  ['service-levels', 'availability'],
  ['problems'],
  ['findings'],
  // Who is told what of clocks, agreements and problems: knows what they say, and not the month they are shown in.
  ['escalations'],
  ['evaluations'],
  ['audit'],
  ['evaluation-documents'],
];
const INFRASTRUCTURE = ['event-store', 'event-node', 'projections', 'reactors', 'ledger', 'platform'];

const path = (...libraries) => `^libs/(${libraries.join('|')})/`;
const src = (...libraries) => `^libs/(${libraries.join('|')})/src/`;

/** One rule a layer, so that its name says which one was broken. */
const layerRules = LAYERS.flatMap((layer, index) => {
  const above = LAYERS.slice(index + 1).flat();
  return [
    ...(above.length > 0
      ? [
          {
            name: `layer-of-${layer[0]}`,
            comment: `${layer.join(', ')} would drag in what is built upon it: the measurement of a clock must not know the month it is shown in.`,
            severity: 'error',
            from: { path: src(...layer), pathNot: SPEC },
            to: { path: path(...above) },
          },
        ]
      : []),
    ...(layer.length > 1
      ? [
          {
            name: `siblings-of-${layer[0]}`,
            comment: `${layer.join(', ')} each answer a question of their own and meet in evaluations only: one must be replaceable without reading the others.`,
            severity: 'error',
            from: { path: String.raw`^libs/(${layer.join('|')})/src/`, pathNot: SPEC },
            to: { path: path(...layer), pathNot: '^libs/$1/' },
          },
        ]
      : []),
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Modules that need each other cannot be read, tested or loaded one at a time. Types may: they are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment:
        'An import that leads nowhere is followed by no other rule either. Benches run on the build and on rivals that ' +
        'they install themselves: on a fresh checkout neither is there.',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment:
        'A package that is here only because another one brought it vanishes with an update of that one.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-production',
      comment: 'What runs must run after `npm ci --omit=dev`. Types are gone by then.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production-knows-no-test',
      comment: 'Specs and their helpers are not built: production code that imports one does not start.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: SPEC },
      to: { path: ['^test/', '^libs/[^/]+/test/', SPEC] },
    },
    {
      name: 'libraries-know-no-app',
      comment:
        'Libraries are what the apps are made of; knowing one of them, a library could serve no other.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-app',
      comment: 'Each app is a process of its own; `local` starts the others as processes and imports none.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libraries-through-their-doors',
      comment:
        'A library is entered by @app/NAME or @app/NAME/domain: whatever lies behind may change without asking.',
      severity: 'error',
      from: { path: '^(?:apps|libs|test|bench)/([^/]+)/', pathNot: '^test/architecture/' },
      to: {
        path: '^libs/([^/]+)/src/',
        pathNot: [String.raw`^libs/[^/]+/src/(domain/)?index\.ts$`, '^libs/$1/'],
      },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Rules take time, ids and calendars as arguments and do no I/O, so that they can be replayed: they know no handler, enter other libraries by the pure door, and these few packages compute only.',
      severity: 'error',
      from: { path: ['^libs/[^/]+/src/domain/', src('support-time', 'facts')], pathNot: SPEC },
      to: {
        pathNot: [
          String.raw`^libs/[^/]+/src/domain/`,
          String.raw`^libs/(support-time|facts)/src/index\.ts$`,
          String.raw`(^|/)node_modules/(@types/)?(luxon|ajv|canonicalize|uuid|re2js)/`,
          '^(node:)?crypto$',
        ],
      },
    },
    ...layerRules,
    {
      name: 'infrastructure-knows-no-domain',
      comment:
        'The log, the node and the projection runner know events, not tickets: that is what lets a real server or another domain take their place.',
      severity: 'error',
      from: { path: src(...INFRASTRUCTURE) },
      to: { path: '^libs/', pathNot: path(...INFRASTRUCTURE) },
    },
    {
      name: 'platform-is-a-leaf',
      comment: 'Everything stands on platform; whatever it stood on, everything would stand on as well.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/', pathNot: '^libs/platform/' },
    },
    {
      name: 'event-node-behind-its-protocol',
      comment:
        'The embedded node can be exchanged for a real server only while nobody calls it but by the protocol; who starts it may import it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/event-node/', '^apps/local/', SPEC] },
      to: { path: '^libs/event-node/' },
    },
    {
      name: 'client-behind-event-store',
      comment:
        'One library speaks to the log, so that another client is one library to change. The node uses the protocol definitions which the client ships, and nothing else of it. Benches of the node measure it through the bare client, as a real server is measured.',
      severity: 'error',
      from: { pathNot: ['^libs/event-store/src/', '^libs/event-node/src/', '^test/contract/', '^bench/'] },
      to: { path: '(^|/)node_modules/@eventstore/' },
    },
    {
      name: 'node-uses-definitions-only',
      comment:
        'The embedded node must not lean on the client it serves, or a fault of the client would hide in both.',
      severity: 'error',
      from: { path: '^libs/event-node/src/', pathNot: SPEC },
      to: {
        path: '(^|/)node_modules/@eventstore/',
        pathNot: '(^|/)node_modules/@eventstore/db-client/generated/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: an unanchored `dist/` would drop every package whose entry lies in its own dist, and its rules with it.
    exclude: { path: '^(dist|coverage|data|test/architecture/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
