// One jest project per kind of test; the kind is the file's suffix. `scripts/test.mjs` picks the projects.
const { existsSync } = require('node:fs');

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];
const isThere = (folder) => existsSync(folder.replace('<rootDir>', __dirname));
const esmOnly = ['@marcbachmann/cel-js', 'dinero\\.js', 'jose'];
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  transform: { '^.+\\.[jt]s$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  setupFiles: ['<rootDir>/packages/test-kit/jest.setup.cjs'],
  modulePathIgnorePatterns: [
    '<rootDir>/packages/[^/]+/dist',
    '<rootDir>/subgraphs/[^/]+/dist',
    '<rootDir>/gateway/dist',
    '<rootDir>/.data',
    '<rootDir>/.cache',
  ],
};
const roots = ['packages', 'subgraphs', 'gateway', 'tests']
  .map((folder) => `<rootDir>/${folder}`)
  .filter(isThere);
const project = (displayName, testMatch, options = {}) => ({
  ...base,
  displayName,
  roots,
  testMatch,
  ...options,
});
const oneByOne = {
  runner: '<rootDir>/packages/test-kit/serial-runner.cjs',
  setupFilesAfterEnv: ['<rootDir>/packages/test-kit/long-tests.cjs'],
};

module.exports = {
  // Jest takes this for all projects or none. Generous: two cores, real services, several workers.
  testTimeout: 30_000,
  // What test files leave behind in a worker makes the next ones slower.
  workerIdleMemoryLimit: '800MB',
  // The other one, V8's own, looks at every script its process ever loaded after every file: it took most of a run's time.
  coverageProvider: 'babel',
  coverageReporters: ['text-summary', 'json-summary', 'lcov'],
  collectCoverageFrom: [
    '{packages,subgraphs}/*/src/**/*.ts',
    'gateway/src/**/*.ts',
    '!**/generated/**',
    '!**/*.{test,suite,test-d}.ts',
    '!packages/test-kit/**',
    // Entry files run in processes of their own, which coverage does not see.
    '!**/src/main.ts',
  ],
  projects: [
    project('unit', ['**/src/**/*.test.ts'], { testPathIgnorePatterns: ['\\.(int|e2e)\\.test\\.ts$'] }),
    project('int', ['**/src/**/*.int.test.ts', '<rootDir>/tests/integration/**/*.test.ts']),
    project('contract', ['<rootDir>/tests/contract/**/*.test.ts']),
    project('conformance', ['<rootDir>/tests/conformance/**/*.test.ts']),
    project('e2e', ['<rootDir>/tests/e2e/**/*.test.ts'], oneByOne),
    project('resilience', ['<rootDir>/tests/resilience/**/*.test.ts'], oneByOne),
  ],
};
