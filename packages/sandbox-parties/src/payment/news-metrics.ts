import { counter } from '@agora/platform/metrics';
import type { Outlet } from './journal-line';

const told = counter({
  name: 'payment_news_total',
  help: 'Attempts to tell changes of payment intents, by outlet (log or webhook) and result: sent, failed, given_up',
  labelNames: ['outlet', 'result'],
});

/** Counts news by what became of an attempt to tell it. */
export function countNews(outlet: Outlet, result: 'sent' | 'failed' | 'given_up', count = 1): void {
  told.inc({ outlet, result }, count);
}
