// npm run check:events [-- --write]: every event's schema is compatible in both directions with every version of it that
// was published, and the newest published version is what is declared. With --write new versions are published.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { avroSchemaOf } from '@agora/contracts/avro-schema';
import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { publicationFindings } from '@agora/contracts/publication';
import { SCHEMA_FOLDER, readPublished } from '@agora/contracts/published-schemas';

const folder = join(SCHEMA_FOLDER, 'published');
const declared = new Map(CATALOG_OF_EVENTS.map((event) => [event.type, avroSchemaOf(event)]));
const published = new Map(
  (existsSync(folder) ? readdirSync(folder) : []).map((type) => [type, readPublished(SCHEMA_FOLDER, type)]),
);

function publish(type: string): void {
  const version = String((published.get(type)?.length ?? 0) + 1);
  mkdirSync(join(folder, type), { recursive: true });
  const text = `${JSON.stringify(declared.get(type), null, 2)}\n`;
  writeFileSync(join(folder, type, `${version}.avsc`), text);
  console.log(`Published: ${type}, version ${version}`);
}

const mayWrite = process.argv.includes('--write');
const findings = publicationFindings(declared, published);
for (const { type, kind, message } of findings) {
  if (mayWrite && kind === 'unpublished') publish(type);
  else console.error(message);
}
const left = findings.filter(({ kind }) => !mayWrite || kind === 'broken');
process.exit(left.length === 0 ? 0 : 1);
