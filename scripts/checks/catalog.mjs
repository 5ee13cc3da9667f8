import { withSources } from '../processes/node-with-sources.mjs';

const bin = (file, ...args) => [`node_modules/${file}`, ...args];

/** The checks of `npm run check`, each also an npm script `check:<name>`: Node arguments and what is looked at. */
export const checks = [
  {
    name: 'format',
    args: bin(
      'prettier/bin/prettier.cjs',
      '.',
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-location=.cache/prettier',
    ),
  },
  {
    name: 'lint',
    args: bin('eslint/bin/eslint.js', '.', '--max-warnings=0', '--cache', '--cache-location=.cache/eslint'),
  },
  { name: 'types', args: bin('typescript/bin/tsc', '--project', 'tsconfig.json') },
  // What the images are made of. Other types are known there: neither the tests' nor those of their libraries.
  { name: 'build', args: bin('typescript/bin/tsc', '--build', 'tsconfig.build.json') },
  {
    name: 'boundaries',
    args: bin(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config=.dependency-cruiser.cjs',
      'packages',
      'subgraphs',
      'gateway',
    ),
  },
  { name: 'unused', args: bin('knip/bin/knip.js', '--no-progress', '--no-config-hints') },
  { name: 'versions', args: ['scripts/checks/versions.mjs'] },
  { name: 'generated', args: ['scripts/checks/generated.mjs'] },
  { name: 'prisma', args: withSources('scripts/checks/prisma.ts') },
  { name: 'events', args: withSources('scripts/checks/events.ts') },
];
