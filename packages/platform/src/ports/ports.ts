import type { SnapshotCache } from '../cache/snapshot-cache';
import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import type { PubSub } from '../pubsub/pub-sub';
import type { RateLimiter } from '../rate-limit/rate-limiter';
import type { SubgraphTransport } from '../subgraph-transport/subgraph-transport';
import type { Clock } from '../time/clock';

/** The outside world of a subgraph. `compose(ports, config)` takes these and never asks which adapter it got. */
export interface Ports {
  readonly events: EventTransport;
  /** How messages of `events` are written and read. */
  readonly codec: EventCodec;
  readonly pubsub: PubSub;
  readonly snapshots: SnapshotCache;
  readonly rateLimiter: RateLimiter;
  /** The road to another subgraph by name; may be asked for before that subgraph runs. */
  readonly subgraph: (name: string) => SubgraphTransport;
  readonly logger: Logger;
  readonly clock: Clock;
}
