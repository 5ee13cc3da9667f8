// node --import tsx -C source scripts/generate/trusted-documents.ts: gateway/trusted-documents.json, the persisted-query manifest
// of packages/client. A body is the text that the client sends, letter by letter, so that its hash is the client's too.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import * as generated from '../../packages/client/src/generated/graphql';

const root = join(__dirname, '../..');

interface Operation {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/** None for a document of fragments alone. */
function operationsOf(body: string): Operation[] {
  const id = createHash('sha256').update(body).digest('hex');
  return parse(body).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ id, name: definition.name?.value ?? '', type: definition.operation, body }]
      : [],
  );
}

const operations = Object.values(generated)
  .flatMap((exported) =>
    exported instanceof generated.TypedDocumentString ? operationsOf(exported.toString()) : [],
  )
  .sort((one, other) => (one.name < other.name ? -1 : 1));
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
writeFileSync(join(root, 'gateway/trusted-documents.json'), `${JSON.stringify(manifest, null, 2)}\n`);
