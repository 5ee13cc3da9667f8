// Server: puts a composed subgraph behind Apollo Server, in process or over HTTP, with one context and one mask.
export { checkHealth } from './check-health';
export type { HealthProbe } from './check-health';
export { CLIENT_ADDRESS_HEADER, createOperationContext, forwarded } from './create-operation-context';
export { headersOf, sendGraphQLResponse, sendJson, toGraphQLRequest } from './http-request';
export { discardBody, readLimitedBody } from './request-body';
export type { OperationContext, ShopContext } from './operation-context';
export { runSubgraph } from './run-subgraph';
export { serveSubgraph } from './serve-subgraph';
export type { RunningServer, ServeOptions } from './serve-subgraph';
export type { HealthReport, ServedFile, SubgraphDefinition } from './subgraph-definition';
export { createSubgraphHost } from './subgraph-host';
export type { SubgraphHost, SubgraphHostOptions } from './subgraph-host';
