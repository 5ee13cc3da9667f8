import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { OperationTypeNode, parse, print } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { PreparedOperation } from '../execution/planning/planned-operation';
import { responseCode } from '../execution/response/response-writer';
import type { ResponseCode } from '../execution/response/response-writer';
import type {
  DataPath,
  Fetch,
  FetchGroup,
  Program,
  RequiredSelection,
  Rewrite,
  Slot,
} from '../execution/program/program';
import type {
  ExplainedEntities,
  ExplainedFetch,
  ExplainedObject,
  ExplainedRequest,
  Explanation,
} from './explanation';

/** Tells plan and program of a prepared operation, and how its response is written. */
export function explanationOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { plan, conditions, program, type, shape }: PreparedOperation,
): Explanation {
  const rounds = roundsOf(program);
  return {
    operation: {
      kind: operation.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query',
      name: operation.name?.value,
      conditions: Object.fromEntries(conditions),
    },
    plan: prettyFormatQueryPlan(plan),
    rounds: Array.from({ length: Math.max(0, ...rounds) }, (_, index) =>
      program.flatMap((_group, place) => (rounds[place] === index + 1 ? [place + 1] : [])),
    ),
    requests: program.map((group, place) => requestOf(group, place + 1, rounds[place] ?? 1)),
    response: writtenObjects(responseCode(schema, { type, shape })),
  };
}

/** More than anybody reads; also those that turn out to be the same count. */
const MOST_WRITTEN = 1_000;

function writtenObjects(codes: Iterable<ResponseCode>): ExplainedObject[] {
  const written = new Map<string, ExplainedObject>();
  let looked = 0;
  for (const { place: names, type, code } of codes) {
    looked += 1;
    if (looked > MOST_WRITTEN) break;
    const place = names.join('.');
    written.set([place, type, code].join(' '), { place, type, code });
  }
  return [...written.values()];
}

/** Of each group, from 1: one later than the latest of those it waits for. */
function roundsOf(program: Program): readonly number[] {
  const rounds: number[] = [];
  for (const { dependencies } of program)
    rounds.push(1 + Math.max(0, ...dependencies.map((place) => rounds[place] ?? 0)));
  return rounds;
}

function requestOf(group: FetchGroup, number: number, round: number): ExplainedRequest {
  return {
    number,
    round,
    subgraph: group.subgraph,
    after: group.dependencies.map((place) => place + 1).sort((one, other) => one - other),
    fetches: group.slots.flatMap((slot) => slot.fetches.map((fetch) => fetchOf(slot, fetch))),
    operationName: group.operationName,
    sent: group.operation,
    query: print(parse(group.operation)),
    clientVariables: [...new Set(group.slots.flatMap(({ fetch }) => fetch.variables))],
  };
}

function fetchOf({ alias, representations }: Slot, fetch: Fetch): ExplainedFetch {
  const entities = (requires: readonly RequiredSelection[]): ExplainedEntities => ({
    alias,
    variable: representations,
    representation: requires.map(selectionText).join(' '),
    rewrites: [
      ...fetch.inputRewrites.map(rewriteText('sent')),
      ...fetch.outputRewrites.map(rewriteText('received')),
    ],
  });
  return {
    path: pathText(fetch.path),
    entities: fetch.requires === undefined ? undefined : entities(fetch.requires),
  };
}

function pathText(path: DataPath): string {
  return path.join('.').replaceAll('.@', '[]');
}

function selectionText(selection: RequiredSelection): string {
  const below = (selection.selections ?? []).map(selectionText).join(' ');
  const block = below === '' ? '' : ` { ${below} }`;
  if (selection.kind === 'InlineFragment')
    return `...${selection.typeCondition === undefined ? '' : ` on ${selection.typeCondition}`}${block}`;
  return `${selection.alias === undefined ? '' : `${selection.alias}: `}${selection.name}${block}`;
}

function rewriteText(when: 'sent' | 'received'): (rewrite: Rewrite) => string {
  return (rewrite) => {
    const place = rewrite.path.join('/');
    const change =
      rewrite.kind === 'ValueSetter'
        ? `is set to ${JSON.stringify(rewrite.setValueTo)}`
        : `is called ${rewrite.renameKeyTo}`;
    return `when ${when}, ${place} ${change}`;
  };
}
