import { counter, histogram } from '@agora/platform/metrics';

const requests = counter({
  name: 'gateway_subgraph_requests_total',
  help: 'Fetches from subgraphs by result: ok, graphql_error, or the code of the fault',
  labelNames: ['subgraph', 'result'],
});

const duration = histogram({
  name: 'gateway_subgraph_request_duration_seconds',
  help: 'Time of one fetch from a subgraph, retries included',
  labelNames: ['subgraph'],
});

/** Records one fetch. `result` must come from a closed set: it is a metric label. */
export function recordSubgraphRequest(subgraph: string, result: string, startedMs: number): void {
  requests.inc({ subgraph, result });
  duration.observe({ subgraph }, (performance.now() - startedMs) / 1000);
}
