import type { AvroEventSchema } from './avro-schema';
import { breaksBetween } from './compatibility';
import type { EventSchemas } from './published-schemas';

/** What `npm run check:events` finds about one event. */
export interface PublicationFinding {
  /** Type of the event. */
  readonly type: string;
  /** Broken: fails, and cannot be published. Unpublished: fails until it is published, which nothing hinders. */
  readonly kind: 'broken' | 'unpublished';
  /** For a person: event, field, what is wrong, what to do. */
  readonly message: string;
}

/**
 * Compares what is declared with every published version: full transitive compatibility, and nothing that could be sent
 * without being published. Words may change freely.
 */
export function publicationFindings(
  declared: ReadonlyMap<string, AvroEventSchema>,
  published: ReadonlyMap<string, EventSchemas['published']>,
): readonly PublicationFinding[] {
  const gone = [...published.keys()].filter((type) => !declared.has(type));
  return [
    ...[...declared].flatMap(([type, schema]) => findingsOf(type, schema, published.get(type) ?? [])),
    ...gone.map((type) => ({
      type,
      kind: 'broken' as const,
      message: `${type} was published and is not declared any more: its messages stay for 7 days, its dead letters for 30. Keep the contract until they are gone, then delete it together with packages/contracts/avro/published/${type}.`,
    })),
  ];
}

function findingsOf(
  type: string,
  schema: AvroEventSchema,
  published: EventSchemas['published'],
): PublicationFinding[] {
  const breaks = published.flatMap((earlier, index) =>
    breaksBetween(earlier, schema).map(({ field, problem, remedy }) => ({
      type,
      kind: 'broken' as const,
      message: `${type}: ${field === '' ? 'the record' : field} ${problem} (against published version ${String(index + 1)}). ${remedy}, or make a ${nextVersionOf(type)}.`,
    })),
  );
  if (breaks.length > 0) return breaks;
  const newest = published.at(-1);
  if (newest !== undefined && withoutWords(newest) === withoutWords(schema)) return [];
  const state = newest === undefined ? 'is new' : 'has changed compatibly';
  return [
    {
      type,
      kind: 'unpublished',
      message: `${type} ${state} and is not published. Publish it: npm run check:events -- --write, and commit packages/contracts/avro/published.`,
    },
  ];
}

/** What a message of the schema depends on. */
function withoutWords(schema: AvroEventSchema): string {
  return JSON.stringify(schema, (name, value: unknown) => (name === 'doc' ? undefined : value));
}

function nextVersionOf(type: string): string {
  return type.replace(/\d+$/, (version) => String(Number(version) + 1));
}
