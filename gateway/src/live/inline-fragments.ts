import { Kind, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, InlineFragmentNode } from 'graphql';

/**
 * The same document with every named fragment written out where it is spread: the planner keeps those a client uses
 * more than once.
 * @param document Valid, so that no fragment contains itself.
 */
export function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  if (fragments.size === 0) return document;
  const definitions = document.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  return visit(
    { ...document, definitions },
    {
      // What `enter` returns is visited in its turn: spreads inside a fragment are written out as well.
      FragmentSpread: {
        enter: (spread): InlineFragmentNode | undefined => {
          const fragment = fragments.get(spread.name.value);
          if (fragment === undefined) return undefined;
          return {
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: fragment.typeCondition,
            directives: spread.directives ?? [],
            selectionSet: fragment.selectionSet,
          };
        },
      },
    },
  );
}
