import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { avroSchemaOf } from './avro-schema';
import { CATALOG_OF_EVENTS } from './catalog-of-events';
import { SCHEMA_FOLDER } from './published-schemas';

// A command: writes avro/<type>.avsc from the contracts. Published versions are never touched by it.
mkdirSync(SCHEMA_FOLDER, { recursive: true });
for (const file of readdirSync(SCHEMA_FOLDER)) if (file.endsWith('.avsc')) rmSync(join(SCHEMA_FOLDER, file));
for (const event of CATALOG_OF_EVENTS)
  writeFileSync(
    join(SCHEMA_FOLDER, `${event.type}.avsc`),
    `${JSON.stringify(avroSchemaOf(event), null, 2)}\n`,
  );
