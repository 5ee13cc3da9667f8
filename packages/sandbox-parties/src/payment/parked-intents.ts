import { backoffMs } from '@agora/platform/time';

interface Parked {
  readonly failures: number;
  readonly untilMs: number;
}

/** Intents whose news was refused: left alone for a while that grows with each refusal, so that others go on. */
export class ParkedIntents {
  private readonly parked = new Map<string, Parked>();

  /** @param retryMs First and longest time, milliseconds. */
  constructor(private readonly retryMs: readonly [number, number]) {}

  isParked(intentId: string): boolean {
    return (this.parked.get(intentId)?.untilMs ?? 0) > Date.now();
  }

  refused(intentId: string): void {
    const failures = (this.parked.get(intentId)?.failures ?? 0) + 1;
    this.parked.set(intentId, { failures, untilMs: Date.now() + backoffMs(failures - 1, ...this.retryMs) });
  }

  sent(intentId: string): void {
    this.parked.delete(intentId);
  }

  /** How long until the first of them may be tried again; `otherwiseMs` when none is parked. */
  nextInMs(otherwiseMs: number): number {
    const soonest = Math.min(...[...this.parked.values()].map(({ untilMs }) => untilMs));
    return this.parked.size === 0 ? otherwiseMs : Math.max(0, soonest - Date.now());
  }
}
