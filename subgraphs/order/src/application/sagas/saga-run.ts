import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { MINUTE_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import { hasBegun, lastBegun, pauseMs, stepsToUndo } from '../../domain/saga';
import type {
  AttemptOutcome,
  Saga,
  SagaAttempt,
  SagaDirection,
  SagaState,
  SagaStepName,
} from '../../domain/saga';
import type { BegunAttempt, SagaNote, SagaStore } from './saga-ports';
import { inStepSpan } from './step-span';
import type { AttemptEnd, TracedSaga } from './step-span';

/** Longer than any attempt of a step: a saga whose worker died is taken over after it. */
export const SAGA_LEASE_MS = MINUTE_MS;

/** What one attempt came to. */
export interface Attempted {
  readonly outcome: Exclude<AttemptOutcome, 'FAILED'>;
  /** Why it was refused. */
  readonly error?: string;
}

export interface SagaRunDeps {
  readonly sagas: Pick<SagaStore, 'note'>;
  readonly clock: Clock;
}

type Ended = NonNullable<SagaNote['ended']>;

/**
 * One worker's pass over one saga. Every attempt is in the log before it is made; how it ended is written together
 * with what comes next, in one statement. So after a crash the last attempt may read as never finished though it was:
 * steps can be repeated.
 */
export class SagaRun {
  private ended: Ended | undefined;
  private attempts: readonly SagaAttempt[];
  private failures: number;

  constructor(
    private readonly deps: SagaRunDeps,
    private readonly saga: TracedSaga & Pick<Saga, 'attempts' | 'failures'>,
  ) {
    this.attempts = saga.attempts;
    this.failures = saga.failures;
  }

  get id(): string {
    return this.saga.id;
  }

  hasBegun(step: SagaStepName): boolean {
    return hasBegun({ attempts: this.attempts }, step);
  }

  /** See {@link lastBegun}. */
  lastBegun(step: SagaStepName): Date | undefined {
    return lastBegun({ attempts: this.attempts }, step);
  }

  /** See {@link stepsToUndo}. */
  stepsToUndo(): SagaStepName[] {
    return stepsToUndo({ attempts: this.attempts });
  }

  /** Makes one attempt, in a span of its own. A fault is noted with its code and thrown on. */
  attempt<T extends Attempted>(
    step: SagaStepName,
    direction: SagaDirection,
    work: () => Promise<T>,
  ): Promise<T> {
    return inStepSpan(this.saga, { step, direction }, (ended) =>
      this.attemptInSpan({ id: newId(), step, direction }, work, ended),
    );
  }

  private async attemptInSpan<T extends Attempted>(
    begun: BegunAttempt,
    work: () => Promise<T>,
    ended: (how: AttemptEnd) => void,
  ): Promise<T> {
    await this.note({ begun, next: { kind: 'leased', until: this.in(SAGA_LEASE_MS) } });
    const startedAt = this.deps.clock.now();
    const end = (outcome: AttemptOutcome, error: string | null): void => {
      this.ended = { ...begun, outcome, error };
      ended({ outcome, error: error ?? undefined });
      const finishedAt = this.deps.clock.now();
      const { step, direction } = begun;
      this.attempts = [...this.attempts, { step, direction, startedAt, finishedAt, outcome, error }];
    };
    try {
      const result = await work();
      end(result.outcome, result.error ?? null);
      this.failures = 0;
      return result;
    } catch (error) {
      end('FAILED', codeOf(error));
      this.failures += 1;
      throw error;
    }
  }

  /** The saga goes backwards from here on. */
  async turnBack(reason: string): Promise<void> {
    const until = this.in(SAGA_LEASE_MS);
    await this.note({ state: { to: 'COMPENSATING', reason }, next: { kind: 'leased', until } });
  }

  /** Leaves the saga to whoever comes at `at`; after a failure to the pause that belongs to it. */
  async park(at?: Date): Promise<void> {
    const pause = pauseMs(Math.max(this.failures, 1), Math.random());
    await this.note({ failures: this.failures, next: { kind: 'due', at: at ?? this.in(pause) } });
  }

  async end(state: Extract<SagaState, 'COMPLETED' | 'COMPENSATED'>, reason: string | null): Promise<void> {
    await this.note({ state: { to: state, reason }, failures: 0, next: { kind: 'ended' } });
  }

  private async note(note: Omit<SagaNote, 'sagaId' | 'at' | 'ended'>): Promise<void> {
    const { ended } = this;
    await this.deps.sagas.note({
      ...note,
      sagaId: this.saga.id,
      at: this.deps.clock.now(),
      ...(ended === undefined ? {} : { ended }),
    });
    this.ended = undefined;
  }

  private in(ms: number): Date {
    return new Date(this.deps.clock.nowMs() + ms);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
