/** What `npm test` was asked for. */
export interface TestArguments {
  /** Services may be installed, and a missing one fails the run. */
  readonly installServices: boolean;
  /** Continuous integration: coverage, condensed output, a countable last line. */
  readonly isCi: boolean;
  /** Only a part of the tests was asked for. */
  readonly isFiltered: boolean;
  /** What goes on to jest: parts of paths and jest's own options. */
  readonly forJest: readonly string[];
}

export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): TestArguments {
  const forJest = args.filter((argument) => argument !== '--install-services');
  const isCi = (env['CI'] ?? '') !== '' && env['CI'] !== 'false';
  return {
    isCi,
    installServices: isCi || forJest.length !== args.length,
    isFiltered: forJest.length > 0,
    forJest,
  };
}
