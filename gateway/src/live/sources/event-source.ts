/** Who is told that an entity may have changed. Calls come synchronously and must not throw. */
export interface PokeListener {
  /** @param version What the owner has committed; undefined when the message does not say. */
  poke(version: number | undefined): void;
  /** Messages may have been missed. */
  gap(): void;
}

export interface OpenSource {
  /** Resolves when nothing sent from now on is missed. Never rejects; a server that is down is waited for. */
  readonly ready: Promise<void>;
  close(): void;
}

/** Where pokes come from. */
export interface EventSource {
  open(channel: string, listener: PokeListener): OpenSource;
  /** Stops everything; open channels go silent. */
  close(): void;
}
