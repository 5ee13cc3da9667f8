import type { EventSchema } from './avro-codec';
import { subjectOf } from './schema-registry';
import type { SchemaRegistry } from './schema-registry';

const AT_ONCE = 4;

/**
 * Registers every version of every event, oldest first, the current one last, so that a registry knows the same history
 * as the contracts. Safe to repeat.
 * @throws AppError of the first one the registry refuses, or when it does not answer; others may be registered.
 */
export async function registerAll(registry: SchemaRegistry, schemas: readonly EventSchema[]): Promise<void> {
  const waiting = [...schemas];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const newest = next.published.at(-1);
      const isPublished = JSON.stringify(newest) === JSON.stringify(next.current);
      await registry.register(
        subjectOf(next.type),
        isPublished ? next.published : [...next.published, next.current],
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
