import { parse, print, visit } from 'graphql';
import type { DirectiveNode } from 'graphql';

/**
 * The same supergraph SDL without `for: SECURITY` and `for: EXECUTION` on its `@link`s.
 *
 * @apollo/gateway refuses to load a supergraph whose `@authenticated` or `@requiresScopes` link carries a purpose,
 * because it does not enforce them itself. Our gateway does (auth policy), so the purpose goes and the directives stay.
 */
export function stripLinkPurposes(sdl: string): string {
  const document = visit(parse(sdl), {
    SchemaDefinition: (node) => ({ ...node, directives: (node.directives ?? []).map(withoutPurpose) }),
    SchemaExtension: (node) => ({ ...node, directives: (node.directives ?? []).map(withoutPurpose) }),
  });
  return print(document);
}

function withoutPurpose(directive: DirectiveNode): DirectiveNode {
  if (directive.name.value !== 'link') return directive;
  return {
    ...directive,
    arguments: (directive.arguments ?? []).filter((argument) => argument.name.value !== 'for'),
  };
}
