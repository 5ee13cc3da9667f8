import { visit } from 'graphql';
import type { DocumentLimit } from './document-guard';

/** At most `maxAliases` aliased fields in a document: an alias is how one field is asked for many times over. */
export function aliasLimit(maxAliases: number): DocumentLimit {
  return {
    check: (document) => {
      let count = 0;
      visit(document, {
        Field: (node) => {
          if (node.alias !== undefined) count += 1;
        },
      });
      return count > maxAliases
        ? `The document has ${String(count)} aliases; at most ${String(maxAliases)} are allowed`
        : undefined;
    },
  };
}
