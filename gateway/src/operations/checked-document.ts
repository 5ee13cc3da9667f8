import { NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { sha256 } from '../documents/sha256';
import { deferRule } from '../execution/defer/defer-directive';
import { MAX_EXPANDED_SELECTIONS, expandedSelections } from '../limits/expanded-selections';
import type { KnownDocument } from './known-documents';

export interface CheckOptions {
  readonly schema: GraphQLSchema;
  /** Whether operations may ask about the schema. */
  readonly doesIntrospect: boolean;
}

/** A document by the rules that Apollo Server has for it; undefined for one that it is to refuse. */
export function checkedDocument(
  source: string,
  { schema, doesIntrospect }: CheckOptions,
): KnownDocument | undefined {
  const document = parsed(source);
  if (document === undefined) return undefined;
  const rules = [...specifiedRules, deferRule, ...(doesIntrospect ? [] : [NoSchemaIntrospectionCustomRule])];
  if (validate(schema, document, rules).length > 0) return undefined;
  for (const one of document.definitions)
    if (one.kind === 'OperationDefinition' && expandedSelections(document, one) > MAX_EXPANDED_SELECTIONS)
      return undefined;
  return { schema, document, documentHash: sha256(source) };
}

function parsed(source: string): DocumentNode | undefined {
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}
