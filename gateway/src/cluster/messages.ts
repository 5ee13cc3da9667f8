import type { ProcessMetrics } from '@agora/platform/metrics';

/** What a worker may ask its primary. */
export interface Answers {
  /** Metrics of all workers and the primary, as text. */
  readonly metrics: string;
  readonly workers: { readonly wanted: number; readonly ready: number };
}

export type Question = keyof Answers;

export type MessageToPrimary =
  | { readonly kind: 'question'; readonly id: number; readonly question: Question }
  | { readonly kind: 'metrics'; readonly id: number; readonly metrics: ProcessMetrics }
  | { readonly kind: 'log-level'; readonly level: string };

export type MessageToWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[Question] }
  | { readonly kind: 'collect'; readonly id: number }
  | { readonly kind: 'log-level'; readonly level: string }
  | { readonly kind: 'stop' };
