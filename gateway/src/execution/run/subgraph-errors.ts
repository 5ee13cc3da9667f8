import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { ResponsePath } from './collect-entities';

/** Most places one error of a subgraph is told for: many entities may share the representation that failed. */
const MOST_PLACES = 100;

type ErrorPath = GraphQLFormattedError['path'];

/** Most errors one answer of a subgraph becomes. */
const MOST_ERRORS = 1_000;

/** Where an error of a subgraph belongs in the answer to the client. */
export type PlacesOfError = (path: ErrorPath) => readonly (ResponsePath | undefined)[];

/** Errors of a subgraph as errors of the operation, each once per place it belongs to. */
export function errorsOfSubgraph(
  errors: readonly GraphQLFormattedError[],
  subgraph: string,
  placesOf: PlacesOfError,
): GraphQLError[] {
  const told: GraphQLError[] = [];
  for (const error of errors) {
    const left = Math.min(MOST_PLACES, MOST_ERRORS - told.length);
    if (left === 0) break;
    told.push(...atPlaces(error, subgraph, placesOf(error.path).slice(0, left)));
  }
  return told;
}

function atPlaces(
  error: GraphQLFormattedError,
  subgraph: string,
  places: readonly (ResponsePath | undefined)[],
): GraphQLError[] {
  const message = error.message === '' ? `The subgraph ${subgraph} failed` : error.message;
  // What the client's response looks like is not for a subgraph to say.
  const { http: _http, ...told } = error.extensions ?? {};
  const extensions = { code: 'DOWNSTREAM_SERVICE_ERROR', ...told, serviceName: subgraph };
  return places.map(
    (path) => new GraphQLError(message, { path: path ?? null, extensions, originalError: error as Error }),
  );
}
