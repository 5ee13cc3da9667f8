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
    help: 'Time from the start of a refresh, or of the execution of a message, until its frame was ready',
  }),
  streams: gauge({ name: 'live_streams', help: 'Subscriptions of subgraphs that this process follows' }),
  streamMessages: counter({
    name: 'live_stream_messages_total',
    help: 'Messages of followed subscriptions by outcome: published, failed, unwanted',
    labelNames: ['outcome'],
  }),
  interruptions: counter({
    name: 'live_stream_interruptions_total',
    help: 'Connections of followed subscriptions that were lost or could not be opened',
  }),
  overflows: counter({
    name: 'live_overflows_total',
    help: 'Subscriptions that ended because too many messages waited, for the plan (group) or for a reader (reader)',
    labelNames: ['place'],
  }),
};
