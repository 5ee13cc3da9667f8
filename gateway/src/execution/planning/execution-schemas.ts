import type { Supergraph } from '@apollo/federation-internals';
import { isAbstractType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { AbstractTypes } from '../run/merge-answer';
import type { PlanSchemas } from './planned-operation';

/** What execution needs to know of a supergraph. */
export interface ExecutionSchemas extends PlanSchemas {
  /** Interfaces and unions of the supergraph. */
  readonly abstractTypes: AbstractTypes;
}

/** @param api The schema of the API, as answers are checked against it. */
export function executionSchemas({ schema }: Supergraph, api: GraphQLSchema): ExecutionSchemas {
  const supergraph = schema.toGraphQLJSSchema();
  const abstractTypes = Object.values(supergraph.getTypeMap()).filter(isAbstractType);
  return { api, supergraph, abstractTypes: new Set(abstractTypes.map(({ name }) => name)) };
}
