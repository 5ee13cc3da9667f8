// What is generated and committed equals what would be generated now.
import { capture, run } from '../processes/run.mjs';
import { root } from '../setup/paths.mjs';

const generated = [
  'subgraphs/*/schema.graphql',
  'gateway/*.graphql',
  'gateway/auth-policy.json',
  'gateway/trusted-documents.json',
  'packages/client/src/generated',
  'packages/contracts/avro/*.avsc',
  'docs/events.md',
  'docs/api',
];

const code = await run(process.execPath, ['scripts/generate.mjs'], { cwd: root });
if (code !== 0) process.exit(code);
const { output } = await capture('git', ['status', '--porcelain', '--', ...generated], { cwd: root });
if (output.trim() !== '') {
  console.error(
    `Generated files differ from the committed ones. Commit what \`npm run generate\` wrote:\n${output}`,
  );
  process.exit(1);
}
