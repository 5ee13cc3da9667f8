import { backoffMs, sleep } from '../../time/deadline';
import { isTransient } from '../is-transient';
import type { EventSchema } from './avro-codec';
import { subjectOf } from './schema-registry';
import type { SchemaRegistry } from './schema-registry';

const AT_ONCE = 4;
/** A registry that is started beside us takes its time. */
const PATIENCE_MS = 60_000;

/**
 * Registers every version of every event, oldest first, the current one last, so that a registry knows the same history
 * as the contracts. Waits up to a minute for a registry that does not answer. Safe to repeat.
 * @throws AppError of the first one the registry refuses, or when it still does not answer; others may be registered.
 */
export async function registerAll(registry: SchemaRegistry, schemas: readonly EventSchema[]): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  const waiting = [...schemas];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await registerPatiently(registry, next, endMs);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function registerPatiently(
  registry: SchemaRegistry,
  { type, published, current }: EventSchema,
  endMs: number,
): Promise<void> {
  const isPublished = JSON.stringify(published.at(-1)) === JSON.stringify(current);
  const versions = isPublished ? published : [...published, current];
  for (let failures = 1; ; failures += 1) {
    try {
      await registry.register(subjectOf(type), versions);
      return;
    } catch (error) {
      if (!isTransient(error) || performance.now() > endMs) throw error;
      await sleep(backoffMs(failures, 250, 5_000));
    }
  }
}
