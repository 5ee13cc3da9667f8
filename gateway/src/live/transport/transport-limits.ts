/** Bounds of the live transports. Times in milliseconds. */
export interface TransportLimits {
  /** Connections of this process: WebSockets and event streams together. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly connectionsPerIdentity: number;
  /** Open operations of one WebSocket. */
  readonly subscriptionsPerConnection: number;
  /** Operations one WebSocket may start within ten seconds. */
  readonly subscribesPerTenSeconds: number;
  /** Largest message of a client, bytes. */
  readonly maxPayloadBytes: number;
  /** How long a socket may stay silent before its `connection_init`. */
  readonly initTimeoutMs: number;
  /** Pause between pings; a peer that has not answered by the next one is cut off. */
  readonly pingMs: number;
  /** Pause between comments that keep an event stream from being taken for dead. */
  readonly heartbeatMs: number;
  /** Bytes waiting for a reader above which it is skipped; it is written to again below half of this. */
  readonly highWaterBytes: number;
  /** How long a reader may lag before it is disconnected. */
  readonly maxLagMs: number;
  /** Over how long the connections of a stopping process are sent away. */
  readonly drainMs: number;
}

export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = {
  connections: 50_000,
  connectionsPerAddress: 5_000,
  connectionsPerIdentity: 100,
  subscriptionsPerConnection: 100,
  subscribesPerTenSeconds: 200,
  maxPayloadBytes: 256 * 1024,
  initTimeoutMs: 5_000,
  pingMs: 20_000,
  heartbeatMs: 12_000,
  highWaterBytes: 256 * 1024,
  maxLagMs: 30_000,
  drainMs: 2_000,
};
