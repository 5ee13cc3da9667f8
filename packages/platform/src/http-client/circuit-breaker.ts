import { AppError } from '../errors/app-error';
import { faultCodeOf } from '../errors/mask';
import { gauge } from '../metrics/metrics';
import type { Clock } from '../time/clock';
import { systemClock } from '../time/clock';
import type { CallGuard } from './call-guard';
import { OutcomeWindow } from './outcome-window';

export interface CircuitBreakerOptions {
  /** Whom the calls go to; label of the metric. */
  readonly name: string;
  /** Over which time outcomes are judged. Default 10,000 ms. */
  readonly windowMs?: number;
  /** Fewer calls than this in the window prove nothing. Default 10. */
  readonly minimumCalls?: number;
  /** Share of failed calls, 0 to 1, from which on it opens. Default 0.5. */
  readonly failureRatio?: number;
  /** How long nothing is tried once it opened. Default 2,000 ms. */
  readonly openMs?: number;
  /** Which errors speak against the other side. Default: it did not answer, or not in time. */
  readonly isFailure?: (error: unknown) => boolean;
  readonly clock?: Clock;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

const stateGauge = gauge({
  name: 'circuit_breaker_state',
  help: 'State of a circuit breaker: 0 closed, 1 half-open, 2 open',
  labelNames: ['name'],
  // Else two half-open ones would be an open one.
  together: 'max',
});
const STATE_VALUES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/**
 * Stops calling a party that keeps failing, so that callers fail at once instead of queueing for a time-out.
 *
 * Closed: calls pass and are counted; only one that fails opens it. Open: refused with `retryAfterMs`. After `openMs` **one** call probes
 * (half-open) while the others are still refused: its success closes the breaker with a clean record, its failure
 * opens it again.
 */
export class CircuitBreaker implements CallGuard {
  private readonly options: Required<CircuitBreakerOptions>;
  private readonly outcomes: OutcomeWindow;
  private current: BreakerState = 'closed';
  private openedAtMs = 0;

  constructor(options: CircuitBreakerOptions) {
    this.options = {
      windowMs: 10_000,
      minimumCalls: 10,
      failureRatio: 0.5,
      openMs: 2_000,
      isFailure: isOutage,
      clock: systemClock,
      ...options,
    };
    this.outcomes = new OutcomeWindow(this.options.windowMs);
    this.enter('closed');
  }

  get state(): BreakerState {
    return this.current;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const isProbe = this.admit();
    try {
      const result = await work();
      this.settle(isProbe, false);
      return result;
    } catch (error) {
      this.settle(isProbe, this.options.isFailure(error));
      throw error;
    }
  }

  /** Lets a call in and says whether it is the probe. */
  private admit(): boolean {
    if (this.current === 'closed') return false;
    const waitMs = this.openedAtMs + this.options.openMs - this.options.clock.nowMs();
    if (this.current === 'half-open' || waitMs > 0) {
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'A part of the shop does not answer at the moment', {
        retryAfterMs: Math.max(waitMs, 100),
      });
    }
    this.enter('half-open');
    return true;
  }

  private settle(isProbe: boolean, isFailed: boolean): void {
    if (isProbe) {
      this.outcomes.clear();
      this.enter(isFailed ? 'open' : 'closed');
      return;
    }
    // A straggler from before it opened says nothing about now.
    if (this.current !== 'closed') return;
    this.outcomes.add(this.options.clock.nowMs(), isFailed);
    // Who has just answered is back, however often it failed before.
    if (!isFailed) return;
    const { calls, failures } = this.outcomes.totals(this.options.clock.nowMs());
    if (calls >= this.options.minimumCalls && failures / calls >= this.options.failureRatio)
      this.enter('open');
  }

  private enter(state: BreakerState): void {
    this.current = state;
    if (state === 'open') this.openedAtMs = this.options.clock.nowMs();
    stateGauge.set({ name: this.options.name }, STATE_VALUES[state]);
  }
}

function isOutage(error: unknown): boolean {
  const code = faultCodeOf(error);
  return code === 'DOWNSTREAM_UNAVAILABLE' || code === 'DEADLINE_EXCEEDED';
}
