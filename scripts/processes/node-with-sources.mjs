/**
 * Option of Node: what an operation holds while it waits for subgraphs and databases is mostly dead when it is answered. With
 * Node's own 16 MB it outlives several collections under load and is copied in each of them.
 */
export const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=64';

/** Node arguments that run a TypeScript file with the workspaces' sources instead of their `dist`. */
export function withSources(file, args = []) {
  return ['--import', 'tsx', '--conditions', 'source', file, ...args];
}
