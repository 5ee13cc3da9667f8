import { createHash } from 'node:crypto';
import {
  TypeInfo,
  print,
  separateOperations,
  stripIgnoredCharacters,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** What makes two subscriptions the same as far as their answers go. */
export interface NormalSubscription {
  /** Of the operation with its fragments, without layout and without the resume argument. */
  readonly hash: string;
  /** The variables that are left. */
  readonly variables: readonly string[];
}

/** The argument of a field that says what one subscriber has already. */
interface ResumeArgument {
  readonly field: string;
  readonly argument: string;
}

/**
 * Takes the resume argument out of an operation: it decides the first frame of one subscriber only, so it must not
 * keep subscribers apart. Aliases and the order of fields do make a difference: they are in the answer.
 */
export function normaliseSubscription(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { schema, resume }: { readonly schema: GraphQLSchema; readonly resume: ResumeArgument | undefined },
): NormalSubscription {
  const alone = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const types = new TypeInfo(schema);
  const root = schema.getSubscriptionType();
  const used = new Set<string>();
  const stripped = visit(
    alone,
    visitWithTypeInfo(types, {
      Field: (node) =>
        resume !== undefined && types.getParentType() === root && node.name.value === resume.field
          ? {
              ...node,
              arguments: node.arguments?.filter((each) => each.name.value !== resume.argument) ?? [],
            }
          : undefined,
    }),
  );
  visit(stripped, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  const trimmed = visit(stripped, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
  return {
    hash: createHash('sha256')
      .update(stripIgnoredCharacters(print(trimmed)))
      .digest('base64url'),
    variables: [...used].sort(),
  };
}
