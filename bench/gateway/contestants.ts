/** A gateway under measurement. */
export interface Contestant {
  readonly name: string;
  /** In `processes/`. It serves the supergraph of the file `SUPERGRAPH_PATH`. */
  readonly file: string;
  /** What makes it this one among those of the same file. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The first is what all others are compared with. */
export const CONTESTANTS: readonly Contestant[] = [
  { name: 'stock @apollo/gateway', file: 'stock.ts' },
  { name: 'stock, undici pool', file: 'stock.ts', env: { DATA_SOURCE: 'pool' } },
  { name: 'Agora, Apollo Server', file: 'agora.ts', env: ours('apollo', 'off') },
  { name: 'Agora, Apollo Server, shared', file: 'agora.ts', env: ours('apollo', 'both') },
  { name: 'Agora lean', file: 'agora.ts', env: ours('lean', 'off') },
  { name: 'Agora lean, shared', file: 'agora.ts', env: ours('lean', 'both') },
];

/** Which road a request takes in our gateway, and whether equal fetches and equal operations are done once. */
function ours(front: 'apollo' | 'lean', deduplication: 'off' | 'both'): NodeJS.ProcessEnv {
  return { GATEWAY_FRONT: front, GATEWAY_DEDUPLICATION: deduplication };
}
