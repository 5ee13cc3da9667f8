// node --import tsx -C source scripts/generate/asyncapi.ts: docs/api/asyncapi.yaml from the contracts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApiDocument } from '@agora/contracts/asyncapi-document';
import { stringify } from 'yaml';

/** The document as the file has it. */
export function asyncApiText(): string {
  const text = stringify(asyncApiDocument(), { lineWidth: 120, aliasDuplicateObjects: false });
  return `# Written by \`npm run generate\` from packages/contracts.\n${text}`;
}

if (require.main === module) {
  const folder = join(__dirname, '../../docs/api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'asyncapi.yaml'), asyncApiText());
}
