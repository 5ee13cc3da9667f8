import type { ApolloServerPlugin } from '@apollo/server';
import { getOperationAST } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A document that is right for a schema. */
export interface KnownDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly documentHash: string;
}

const INTROSPECTION = /__(schema|type)\b/;
const MOST_CHARACTERS = 4_000_000;

/**
 * Documents that Apollo Server, or the same rules, have parsed, validated and let through, by text: nobody need do so again. Those of a schema that is
 * not served any more are not found.
 */
export class KnownDocuments {
  private readonly documents = new LRUCache<string, KnownDocument>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_document, source) => source.length + 1,
  });

  /** @param schema That is served now. */
  find(source: string, schema: GraphQLSchema | undefined): KnownDocument | undefined {
    const known = this.documents.get(source);
    return known?.schema === schema ? known : undefined;
  }

  /** Those that ask about the schema are left to Apollo Server, which has a plugin for them. */
  note(source: string, known: KnownDocument): void {
    if (!INTROSPECTION.test(source)) this.documents.set(source, known);
  }
}

/** The operation that is meant; undefined where that is not clear, or where no executor of ours answers it. */
export function operationOf(
  { document }: KnownDocument,
  operationName: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation == null || operation.operation === 'subscription') return undefined;
  return operation;
}

/** Notes every document that was let through. Must come after the plugins that refuse some. */
export function useKnownDocuments(known: KnownDocuments): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ source, document, schema, queryHash }) => {
          known.note(source, { schema, document, documentHash: queryHash });
          return Promise.resolve();
        },
      }),
  };
}
