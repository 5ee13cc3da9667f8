import { Lexer, Source, TokenKind } from 'graphql';

/**
 * Whether a document has more than `max` lexical tokens. Stops counting at the limit, so a huge text costs no
 * more than a full one. A text with a lexical error has not: the parser will say what is wrong with it.
 */
export function exceedsTokens(text: string, max: number): boolean {
  // A token has at least one character.
  if (text.length <= max) return false;
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; lexer.advance().kind !== TokenKind.EOF;) {
      count += 1;
      if (count > max) return true;
    }
  } catch {
    return false;
  }
  return false;
}
