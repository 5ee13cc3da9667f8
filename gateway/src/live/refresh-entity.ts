import type { ChangeEntry } from './change-log';
import { readEntity } from './entity-reader';
import type { EntityReading, LogWanted } from './entity-reader';
import { standInEnvelope } from './envelope';
import type { LiveQuery } from './live-query';
import type { ExecutionOutcome } from './live-runtime';

/** Reads a live query's entity from its owner. */
export function readFromOwner(
  query: LiveQuery,
  context: object,
  log: LogWanted | undefined,
): Promise<EntityReading> {
  const { runtime, compiled, variables, representation } = query;
  return readEntity(
    {
      request: compiled.request,
      source: runtime.sourceOf(compiled.field.owner),
      representation,
      variables,
      context,
      rootKey: compiled.rootKey,
    },
    log,
  );
}

export type StateReading = Extract<EntityReading, { kind: 'state' }>;

/** Completes what the owner said from the other subgraphs. */
export function completeReading(
  query: LiveQuery,
  context: object,
  { reading, newest }: { readonly reading: StateReading; readonly newest: ChangeEntry | undefined },
): Promise<ExecutionOutcome> {
  const facts = { version: reading.version, isSnapshot: true, changes: [], newest };
  return query.runtime.execute({
    compiled: query.compiled,
    variables: query.variables,
    context,
    primary: {
      data: { [query.layout.rootKey]: { ...standInEnvelope(query.layout, facts), ...reading.entities } },
      errors: reading.errors,
    },
  });
}
