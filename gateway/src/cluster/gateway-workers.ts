/** What a gateway that runs as several processes can know and do about all of them. */
export interface GatewayWorkers {
  /**
   * Their metrics as one, as text.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` when the process that knows them does not answer.
   */
  metrics(): Promise<string>;
  /** @throws Error while fewer of them are ready than there should be. */
  ping(): Promise<void>;
  /** For all of them. */
  setLogLevel(level: string): void;
}
