import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLError,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  Kind,
  OperationTypeNode,
  visit,
} from 'graphql';
import type {
  ASTNode,
  ASTVisitor,
  DirectiveNode,
  DocumentNode,
  SelectionNode,
  ValidationContext,
} from 'graphql';

const NAME = 'defer';

const DEFER = new GraphQLDirective({
  name: NAME,
  description: 'Lets the rest of the answer arrive first, where the client reads answers in parts.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: {
      type: new GraphQLNonNull(GraphQLBoolean),
      defaultValue: true,
      description: 'Whether to.',
    },
    label: { type: GraphQLString, description: 'Comes back with the part. Different for every @defer.' },
  },
});

/** The same types, and a directive more. */
export function withDefer(schema: GraphQLSchema): GraphQLSchema {
  if (schema.getDirective(NAME) != null) return schema;
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...config.directives, DEFER] });
}

/** The @defer of a fragment, whatever its `if` says. */
export function deferOf({ directives = [] }: SelectionNode): DirectiveNode | undefined {
  return directives.find(isDefer);
}

export function isDefer({ name }: DirectiveNode): boolean {
  return name.value === NAME;
}

export function hasDefer(node: ASTNode): boolean {
  let found = false;
  visit(node, {
    Directive: (directive) => {
      found ||= isDefer(directive);
    },
  });
  return found;
}

/** The same operations, answered in one piece. Variables of `if` stay declared. */
export function withoutDefer(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (directive) => (isDefer(directive) ? null : undefined) });
}

/** What holds for @defer beyond its definition: labels are texts that differ, and a subscription or a mutation itself has no later part. */
export function deferRule(context: ValidationContext): ASTVisitor {
  const labels = new Set<string>();
  const refuse = (message: string, node: ASTNode): void => {
    context.reportError(new GraphQLError(message, { nodes: node }));
  };
  return {
    OperationDefinition: (operation) => {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const used = [operation, ...context.getRecursivelyReferencedFragments(operation)];
      if (used.some(hasDefer)) refuse('A subscription cannot have @defer.', operation);
    },
    Directive: (node) => {
      if (!isDefer(node)) return;
      if (context.getParentType() === context.getSchema().getMutationType())
        refuse('@defer cannot be on the fields of a mutation itself, only on what they return.', node);
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (label === undefined || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) refuse('The label of @defer must be a text and no variable.', node);
      else if (labels.has(label.value)) refuse(`Two @defer have the label "${label.value}".`, node);
      else labels.add(label.value);
    },
  };
}
