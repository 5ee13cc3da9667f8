import { Kind, parse, visit } from 'graphql';
import type { FieldDefinitionNode } from 'graphql';
import { subgraphNames } from '../live/supergraph-joins';

/**
 * Fields whose subgraph takes an argument from a context (`@fromContext`), a sentence each: the executor does not, and would leave the
 * argument out.
 */
export function contextualArguments(supergraphSdl: string): readonly string[] {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = subgraphNames(document);
  const found: string[] = [];
  let type = '';
  const note = ({ name, directives = [] }: FieldDefinitionNode): false => {
    for (const join of directives.filter((directive) => directive.name.value === 'join__field')) {
      const of = (argument: string) => join.arguments?.find((one) => one.name.value === argument)?.value;
      const [taken, graph] = [of('contextArguments'), of('graph')];
      if (taken?.kind !== Kind.LIST || taken.values.length === 0) continue;
      const subgraph = graph?.kind === Kind.ENUM ? (names.get(graph.value) ?? graph.value) : 'a subgraph';
      found.push(
        `${type}.${name.value} of ${subgraph} takes an argument by @fromContext, which the gateway does not execute`,
      );
    }
    return false;
  };
  visit(document, {
    ObjectTypeDefinition: { enter: ({ name }) => void (type = name.value) },
    InterfaceTypeDefinition: { enter: ({ name }) => void (type = name.value) },
    FieldDefinition: note,
  });
  return found;
}
