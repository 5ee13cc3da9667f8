import { counter, gauge, histogram } from '@agora/platform/metrics';

/** The instruments of the live engine, one set per process. */
export const liveMetrics = {
  groups: gauge({ name: 'live_groups', help: 'Distinct live subscriptions this process keeps up to date' }),
  subscribers: gauge({ name: 'live_subscribers', help: 'Open live subscriptions of clients' }),
  laggards: gauge({ name: 'live_laggards', help: 'Subscribers that read slower than they are sent to' }),
  refreshes: counter({
    name: 'live_refresh_total',
    help: 'Reads of a live entity by outcome: published, unchanged, stale, unavailable, ended',
    labelNames: ['outcome'],
  }),
  messages: counter({ name: 'live_messages_total', help: 'Frames written to subscribers' }),
  coalesced: counter({
    name: 'live_coalesced_total',
    help: 'Pokes and frames that were merged into a later one instead of being sent on their own',
  }),
  refreshDuration: histogram({
    name: 'live_refresh_duration_seconds',
    help: 'Time from the start of a refresh until its frame was ready',
  }),
};
