import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { STUB_NAMES, STUB_SDL } from './sdl';
import type { StubName } from './sdl';

/** The stub subgraphs at these addresses as one supergraph. @throws Error when they do not compose. */
export function stubSupergraph(urls: Readonly<Record<StubName, string>>): string {
  const composed = composeServices(
    STUB_NAMES.map((name) => ({ name, url: urls[name], typeDefs: parse(STUB_SDL[name]) })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.join('\n'));
  return composed.supergraphSdl;
}
