import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AvroEventSchema } from './avro-schema';

/** The schemas of one event. */
export interface EventSchemas {
  /** Type of the event. */
  readonly type: string;
  /** `avro/<type>.avsc`: what is written, and what is read is resolved to. */
  readonly current: AvroEventSchema;
  /** `avro/published/<type>/<n>.avsc` by n: every version that messages may have been written with. */
  readonly published: readonly AvroEventSchema[];
}

/** Where schemas are committed; the same from the sources and from the build. */
export const SCHEMA_FOLDER = join(__dirname, '../avro');

let known: readonly EventSchemas[] | undefined;

/** Every schema there is, read once from the files of this package. */
export function eventSchemas(): readonly EventSchemas[] {
  known ??= readSchemas(SCHEMA_FOLDER);
  return known;
}

/** The schemas in a folder, by type. */
export function readSchemas(folder: string): readonly EventSchemas[] {
  return namesIn(folder).map((type) => ({
    type,
    current: read(join(folder, `${type}.avsc`)),
    published: readPublished(folder, type),
  }));
}

/** The published versions of an event in a folder, oldest first. */
export function readPublished(folder: string, type: string): readonly AvroEventSchema[] {
  const versions = join(folder, 'published', type);
  return namesIn(versions)
    .map(Number)
    .sort((a, b) => a - b)
    .map((version) => read(join(versions, `${String(version)}.avsc`)));
}

function namesIn(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => file.endsWith('.avsc')).map((file) => file.slice(0, -'.avsc'.length));
}

function read(file: string): AvroEventSchema {
  return JSON.parse(readFileSync(file, 'utf8')) as AvroEventSchema;
}
