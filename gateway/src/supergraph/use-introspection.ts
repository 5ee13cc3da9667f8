import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { execute } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';

/**
 * Answers operations that only introspect with graphql-js. The query planner would answer them too, but it does
 * not know newer introspection fields (`isOneOf`) that validation lets through and tools ask for.
 */
export function useIntrospection(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({
          operation,
          document,
          schema,
          request,
        }): Promise<GraphQLResponse | null> => {
          if (!onlyIntrospects(operation)) return null;
          const { operationName, variables } = request;
          const { data, errors } = await execute({
            schema,
            document,
            operationName,
            variableValues: variables,
          });
          // What is wrong with it is for the ordinary road to say, where errors are formatted.
          if (errors !== undefined || data == null) return null;
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } };
        },
      }),
  };
}

function onlyIntrospects(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === 'Field' && selection.name.value.startsWith('__'),
  );
}
