import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema, ObjectTypeDefinitionNode } from 'graphql';
import { checkLiveField } from './check-live-field';
import type { LiveDeclaration } from './live-declaration';
import type { LiveField } from './live-field';
import { directiveOn, keysResolvedBy, objectType, subgraphNames, textArguments } from './supergraph-joins';

/**
 * Reads the `@live` fields of a supergraph (a composed directive, so it is in the SDL as the subgraphs wrote it).
 *
 * @param schema The same supergraph as a schema.
 * @throws Error that lists everything wrong with any of them: a gateway must not start, nor swap in a supergraph,
 *   with live fields it could not serve.
 */
export function readLiveFields(supergraphSdl: string, schema: GraphQLSchema): ReadonlyMap<string, LiveField> {
  const document = parse(supergraphSdl, { noLocation: true });
  const problems: string[] = [];
  const fields = new Map<string, LiveField>();
  for (const declaration of declarationsIn(document, schema)) {
    const result = checkLiveField(declaration, schema);
    if (result.kind === 'valid') fields.set(declaration.field, result.field);
    else problems.push(...result.problems.map((problem) => `Subscription.${declaration.field}: ${problem}`));
  }
  if (problems.length > 0)
    throw new Error(`The supergraph has @live fields that cannot be served:\n  ${problems.join('\n  ')}`);
  return fields;
}

function declarationsIn(document: DocumentNode, schema: GraphQLSchema): readonly LiveDeclaration[] {
  const root = objectType(document, schema.getSubscriptionType()?.name ?? 'Subscription');
  if (root === undefined) return [];
  const subgraphs = subgraphNames(document);
  return (root.fields ?? []).flatMap((field) => {
    const live = directiveOn(field, 'live');
    if (live === undefined) return [];
    const given = textArguments(live);
    const graph = ownerGraph(root, field.directives ?? []);
    const entity = objectType(document, given['type'] ?? '');
    return [
      {
        field: field.name.value,
        owner: graph === undefined ? undefined : subgraphs.get(graph),
        ownerKeys: graph === undefined || entity === undefined ? [] : keysResolvedBy(entity, graph),
        arguments: given,
      },
    ];
  });
}

/** The one graph a subscription field is in: named on the field, else the only one that has a subscription type. */
function ownerGraph(
  root: ObjectTypeDefinitionNode,
  directives: readonly ConstDirectiveNode[],
): string | undefined {
  const named = graphsNamed(directives, 'join__field');
  const graphs = named.length > 0 ? named : graphsNamed(root.directives ?? [], 'join__type');
  return graphs.length === 1 ? graphs[0] : undefined;
}

function graphsNamed(directives: readonly ConstDirectiveNode[], name: string): readonly string[] {
  return directives.flatMap((directive) => {
    const graph = directive.arguments?.find((argument) => argument.name.value === 'graph')?.value;
    return directive.name.value === name && graph?.kind === Kind.ENUM ? [graph.value] : [];
  });
}
