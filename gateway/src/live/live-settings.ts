/** How patient and how generous the live engine is. Times in milliseconds. */
export interface LiveSettings {
  /** How long a group without subscribers is kept, so that a wave of reconnects finds it. */
  readonly lingerMs: number;
  /** Up to this age a newcomer is given the last frame; after it the entity is read again. */
  readonly snapshotMaxAgeMs: number;
  /** How long the first frame waits for the channel to be joined; after that it comes without. */
  readonly joinWaitMs: number;
  /** Refreshes at once in this process. */
  readonly maxConcurrentRefreshes: number;
  /** Commits a group remembers for slow readers. */
  readonly keptChanges: number;
  /** Pause before an owner that did not answer is asked again; doubles up to the maximum. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  /** How long after a gap in the pokes everything is read a second time: publishers may come back later than we do. */
  readonly echoMs: number;
  /** Failed tries in a row before subscribers are told. */
  readonly triesBeforeTelling: number;
  /** Messages of a followed subscription that may wait to be passed on, and frames that may wait for one reader. */
  readonly maxWaitingMessages: number;
  /** Length of the frames that may wait for one reader, in characters. */
  readonly maxWaitingCharacters: number;
  /** Values of the key whose newest messages a shared subscription remembers for newcomers. */
  readonly keptMessages: number;
}

export const DEFAULT_LIVE_SETTINGS: LiveSettings = {
  lingerMs: 5_000,
  snapshotMaxAgeMs: 1_000,
  joinWaitMs: 1_000,
  maxConcurrentRefreshes: 64,
  keptChanges: 1_000,
  retryBaseMs: 100,
  retryMaxMs: 5_000,
  echoMs: 2_000,
  triesBeforeTelling: 4,
  maxWaitingMessages: 256,
  maxWaitingCharacters: 4_000_000,
  keptMessages: 1_000,
};
