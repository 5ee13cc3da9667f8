import { counter } from '../metrics/metrics';

export const handled = counter({
  name: 'events_handled_total',
  help: 'Messages a consumer has acknowledged or finished, by outcome: handled, repeated, ignored, parked or dead',
  labelNames: ['group', 'type', 'outcome'],
});
export const failed = counter({
  name: 'event_handling_failures_total',
  help: 'Attempts to handle a message that failed',
  labelNames: ['group', 'type'],
});
