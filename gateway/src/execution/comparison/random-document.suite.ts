import { Kind, parse, print, visit } from 'graphql';
import type { NameNode } from 'graphql';
import type { RandomOperation } from './random-operation.suite';

/** A document of which one operation is to be executed. */
export interface RandomDocument extends RandomOperation {
  /** Undefined when there is but one. */
  readonly operationName?: string | undefined;
}

/** `operation` in a document with another one, before or after it, whose variables and fragments are called alike. */
export function withAnotherOperation(
  operation: RandomOperation,
  other: RandomOperation,
  isFirst: boolean,
): RandomDocument {
  const another = renamed(other.query);
  const query = isFirst ? `${operation.query}\n${another}` : `${another}\n${operation.query}`;
  return { query, variables: operation.variables, operationName: 'Random' };
}

function renamed(query: string): string {
  const prefixed = <Node extends { readonly name: NameNode }>(node: Node): Node => ({
    ...node,
    name: { ...node.name, value: `Another${node.name.value}` },
  });
  const document = visit(parse(query, { noLocation: true }), {
    FragmentDefinition: { leave: prefixed },
    FragmentSpread: prefixed,
    OperationDefinition: {
      leave: (node) => ({ ...node, name: { kind: Kind.NAME, value: 'Another' } }),
    },
  });
  return print(document);
}
