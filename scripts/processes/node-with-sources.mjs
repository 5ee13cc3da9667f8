/** Node arguments that run a TypeScript file with the workspaces' sources instead of their `dist`. */
export function withSources(file, args = []) {
  return ['--import', 'tsx', '--conditions', 'source', file, ...args];
}
