import type { GraphQLSchema } from 'graphql';
import type { OperationContext } from './operation-context';

/** What a subgraph's `compose()` returns: everything built, nothing started. */
export interface SubgraphDefinition {
  /** The subgraph's name in `supergraph.yaml`; also the audience of its service tokens. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The federated SDL, as committed in `schema.graphql`. */
  readonly sdl: string;
  /** Adds the domain's loaders and whatever lives for one operation. */
  createContext(operation: OperationContext): object;
  /** Consumers, relay and jobs. Resolves when they run. */
  start(): Promise<void>;
  /** Ends what `start` began, while operations are answered as before; safe to call when not started. */
  stopWork(): Promise<void>;
  /** That, and closes pools; safe to call when not started. */
  stop(): Promise<void>;
  /** Never rejects; must answer within two seconds. */
  health(): Promise<HealthReport>;
  /** The public file at a path of its own HTTP server, such as a picture; undefined when there is none. */
  files?(path: string): Promise<ServedFile | undefined>;
}

/** A file as an HTTP server hands it out. */
export interface ServedFile {
  readonly contentType: string;
  readonly body: string;
  /** How long a client may keep it, seconds. */
  readonly maxAgeSeconds: number;
}

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  /** Per dependency (`database`, `events`, `pubsub`): `ok` or why not, without addresses. */
  readonly services: Readonly<Record<string, string>>;
}
