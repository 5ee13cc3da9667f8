// Subgraph transport: one port, in process or over HTTP, and the client that subgraphs use to ask each other.
export { createHttpTransport } from './http-transport';
export type { HttpTransportOptions } from './http-transport';
export { createInProcessTransport } from './in-process-transport';
export { checkedAnswer } from './subgraph-answer';
export { createSubgraphClient } from './subgraph-client';
export type { CallContext, CallGuard, SubgraphClient, SubgraphClientOptions } from './subgraph-client';
export type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphSink,
  SubgraphSubscription,
  SubgraphTransport,
} from './subgraph-transport';
