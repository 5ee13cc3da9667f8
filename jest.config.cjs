// One jest project per kind of test; the kind is the file's suffix. `scripts/test.mjs` picks the projects.
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
const esmOnly = ['dinero\\.js', 'jose'];
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  transform: { '^.+\\.[jt]s$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  setupFiles: ['<rootDir>/packages/test-kit/jest.setup.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist', '<rootDir>/subgraphs/[^/]+/dist', '<rootDir>/gateway/dist', '<rootDir>/.data', '<rootDir>/.cache'],
};
const roots = ['<rootDir>/packages', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/tests'];
const project = (displayName, testMatch) => ({ ...base, displayName, roots, testMatch });
const unit = project('unit', ['**/*.test.ts']);
unit.testPathIgnorePatterns = ['\\.(int|e2e)\\.test\\.ts$', '/tests/'];

module.exports = {
  projects: [
    unit,
    project('int', ['**/src/**/*.int.test.ts', '<rootDir>/tests/integration/**/*.test.ts']),
    project('contract', ['<rootDir>/tests/contract/**/*.test.ts']),
    project('conformance', ['<rootDir>/tests/conformance/**/*.test.ts']),
    project('e2e', ['<rootDir>/tests/e2e/**/*.test.ts']),
    project('resilience', ['<rootDir>/tests/resilience/**/*.test.ts']),
  ],
};
