// What a type checker does not see. Each ban says where the thing belongs instead.
import tseslint from 'typescript-eslint';

const sources = ['packages/*/src/**/*.ts', 'subgraphs/*/src/**/*.ts', 'gateway/src/**/*.ts'];
const tests = ['**/*.test.ts', '**/*.suite.ts', 'tests/**/*.ts', 'packages/test-kit/**/*.ts'];
const scripts = ['scripts/**/*.ts', 'bench/**/*.ts', 'prisma/**/*.ts', '*.ts'];

const kafka = {
  group: ['kafkajs'],
  message: 'Kafka is behind EventTransport: packages/platform/src/eventing.',
};
const redis = {
  group: ['ioredis', 'graphql-redis-subscriptions'],
  message: 'Redis is behind the ports of packages/platform (pubsub, cache, rate-limit).',
};
const prisma = {
  group: ['**/generated/**', '**/generated', '@prisma/*'],
  message: 'Rows and the Prisma client stay in persistence/; hand out domain values.',
};
const otherSubgraph = {
  group: [
    '@agora/catalog*',
    '@agora/pricing*',
    '@agora/inventory*',
    '@agora/cart*',
    '@agora/customer*',
    '@agora/order*',
  ],
  message: 'Only all-in-one composes subgraphs; others talk GraphQL or events.',
};
const testKit = { group: ['@agora/test-kit/*'], message: 'test-kit is for tests only.' };
const bans = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: it can be searched for.',
};
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read once, by readConfig or an entry file, and handed on.',
};
const modeSwitch = {
  selector:
    'Identifier[name=/^(isEmbedded|isDistributed|deploymentMode|embeddedMode)$/], Literal[value=/^(embedded|distributed)$/]',
  message: 'Only all-in-one knows the mode; everything else takes its ports.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/generated/',
      'coverage/',
      '.cache/',
      '.data/',
      'packages/client/src/generated/',
    ],
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.base],
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      complexity: ['error', 12],
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', 70],
      'max-params': ['error', 4],
    },
  },
  {
    files: [...sources, ...tests, ...scripts],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Classes that exist for their decorators, and ports whose methods one adapter need not await.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // graphql declares its kinds as an enum of strings and compares them as strings.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Recurses without end on graphql's types in 8.73.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `== null` is the one comparison that means null or undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      complexity: ['error', 12],
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', 70],
      'max-params': ['error', 4],
      'no-restricted-syntax': ['error', defaultExport],
    },
  },
  {
    files: sources,
    ignores: tests,
    rules: {
      ...bans(kafka, redis, prisma, otherSubgraph, testKit),
      'no-restricted-syntax': ['error', defaultExport, environment, modeSwitch],
    },
  },
  {
    files: ['packages/platform/src/eventing/**/*.ts'],
    ignores: tests,
    rules: bans(redis, prisma, otherSubgraph, testKit),
  },
  {
    files: ['packages/platform/src/{redis,pubsub,cache,rate-limit}/**/*.ts'],
    ignores: tests,
    rules: bans(kafka, prisma, otherSubgraph, testKit),
  },
  {
    files: ['packages/platform/src/database/**/*.ts', 'subgraphs/*/src/persistence/**/*.ts'],
    ignores: tests,
    rules: bans(kafka, redis, otherSubgraph, testKit),
  },
  {
    // What is generated there are the client's own documents.
    files: ['packages/client/src/**/*.ts'],
    rules: bans(kafka, redis, otherSubgraph, testKit),
  },
  {
    files: ['packages/all-in-one/src/**/*.ts'],
    ignores: tests,
    rules: { ...bans(kafka, redis, prisma, testKit), 'no-restricted-syntax': ['error', defaultExport] },
  },
  {
    // runSubgraph is the body of every subgraph's main.ts.
    files: [
      '**/src/main.ts',
      'packages/platform/src/server/run-subgraph.ts',
      'packages/platform/src/config/**/*.ts',
      'packages/test-kit/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', defaultExport] },
  },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // A test reads top to bottom: its length and its describe blocks are no sign of trouble.
    files: tests,
    rules: {
      'max-lines': ['error', 600],
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
