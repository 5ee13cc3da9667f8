import type { GraphQLError } from 'graphql';
import { completeResponse, errorsToTell, fitting } from '../response/complete-response';
import type { Completed } from '../response/complete-response';
import { CompletedData } from '../response/completed-data';
import type { DataObject } from './data-object';
import type { ExecutionSchemas } from '../planning/execution-schemas';
import type { PreparedOperation } from '../planning/planned-operation';
import { MISFIT } from '../response/response-writer';
import type { Writing } from '../response/response-writer';
import { runProgram } from './run-program';
import type { AskSubgraph } from './run-program';

export interface PreparedRun {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly ask: AskSubgraph;
  /** What the operation asks about the schema. */
  readonly introspected?: DataObject;
}

export interface RanOperation {
  readonly data: CompletedData;
  readonly errors?: readonly GraphQLError[];
}

/** Runs an operation, and completes what was gathered. @throws Error only for a fault of our own. */
export async function runPrepared(
  schemas: ExecutionSchemas,
  prepared: PreparedOperation,
  { variables, ask, introspected }: PreparedRun,
): Promise<RanOperation> {
  const { supergraph: supergraphSchema, abstractTypes } = schemas;
  const gathered = await runProgram(prepared.program, { supergraphSchema, abstractTypes, variables, ask });
  if (introspected !== undefined) Object.assign(gathered.data, introspected);
  // Only what subgraphs said is known.
  const isKnown = introspected === undefined;
  const { data, shared } = gathered;
  const writing = { isPlain: isKnown && gathered.isPlain, shared };
  const completed = complete(schemas, prepared, { data, writing });
  const errors = errorsToTell(gathered.errors, completed);
  return {
    data: new CompletedData(completed.json, isKnown && gathered.isAscii),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

function complete(
  { api }: ExecutionSchemas,
  prepared: PreparedOperation,
  { data, writing }: { readonly data: DataObject; readonly writing: Writing },
): Completed {
  try {
    return fitting(prepared.write(data, writing));
  } catch (error) {
    if (error !== MISFIT) throw error;
    return completeResponse(api, prepared, data);
  }
}
