// The direction of imports. `npm run check:boundaries` fails on the first arrow that points the wrong way.
const subgraph = '^subgraphs/([^/]+)/';
const tests = '\\.(test|suite)\\.ts$|^tests/|^packages/test-kit/|/src/testing/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one thing, or need a third.',
      from: {},
      // The classes of a GraphQL schema refer to each other as the schema does, through thunks and types.
      to: { circular: true, viaOnly: { pathNot: '/graphql/types/' } },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'domain/ decides from its arguments alone: no I/O, no framework, nothing but money, time and ids of the platform, and the interpreter of conditions.',
      from: { path: '/src/domain/', pathNot: tests },
      to: {
        pathNot: [
          '/src/domain/',
          '^packages/platform/src/(money|time|ids|errors)/',
          '^packages/contracts/',
          '^(node:)?(util|crypto)$',
          '^node_modules/@marcbachmann/cel-js/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-knows-no-outer-layer',
      severity: 'error',
      comment: 'Not even the types: domain/ is what the other layers know.',
      from: { path: '/src/domain/', pathNot: tests },
      to: { path: '/src/(application|graphql|persistence|events|live|jobs)/' },
    },
    {
      name: 'application-knows-no-adapter',
      severity: 'error',
      comment: 'A use case asks for what it needs in application/ports.ts; compose.ts hands it in.',
      from: { path: '^subgraphs/[^/]+/src/application/', pathNot: tests },
      to: { path: '^subgraphs/[^/]+/src/(graphql|persistence|live|jobs)/' },
    },
    {
      name: 'no-sideways',
      severity: 'error',
      comment: 'Subgraphs meet in GraphQL and events, never in code.',
      from: { path: subgraph, pathNot: tests },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'gateway-knows-no-subgraph',
      severity: 'error',
      comment: 'The gateway knows SDL files and URLs only.',
      from: { path: '^gateway/', pathNot: tests },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'only-all-in-one-composes',
      severity: 'error',
      comment: 'One place wires everything into one process.',
      from: { path: '^packages/', pathNot: ['^packages/all-in-one/', tests] },
      to: { path: '^(subgraphs|gateway)/' },
    },
    {
      name: 'platform-needs-no-workspace',
      severity: 'error',
      comment: 'The platform is at the bottom.',
      from: { path: '^packages/platform/', pathNot: tests },
      to: { path: '^(subgraphs|gateway|packages/(?!platform/))' },
    },
    {
      name: 'contracts-need-no-runtime',
      severity: 'error',
      comment: 'The published language depends on nothing but a schema library.',
      from: { path: '^packages/contracts/', pathNot: tests },
      to: { path: '^(subgraphs|gateway|packages/(?!contracts/|platform/src/money/))' },
    },
    {
      name: 'nothing-needs-the-auditor',
      severity: 'error',
      comment:
        "It reads every database: an operator's tool beside the product. Only the one process that runs everything starts it.",
      from: { path: '^(packages|subgraphs|gateway)/', pathNot: ['^packages/(auditor|all-in-one)/', tests] },
      to: { path: '^packages/auditor/' },
    },
    {
      name: 'auditor-knows-no-writer',
      severity: 'error',
      comment: 'It proves the data by its own reading of it, never by the code that wrote it.',
      from: { path: '^packages/auditor/', pathNot: tests },
      to: { path: '^(subgraphs|gateway|packages/(?!auditor/|platform/|contracts/))' },
    },
    {
      name: 'test-kit-only-in-tests',
      severity: 'error',
      comment: 'What runs for a customer never contains test code.',
      from: { path: '^(packages|subgraphs|gateway)/', pathNot: tests },
      to: { path: '^packages/test-kit/' },
    },
    {
      name: 'generated-client-only-in-persistence',
      severity: 'error',
      comment: 'Rows stay in persistence/.',
      from: { pathNot: ['/src/persistence/', tests] },
      to: { path: '/src/persistence/generated/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/generated/' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'node', 'require', 'import', 'default', 'types'],
    },
  },
};
