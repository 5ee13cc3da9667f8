import type { SagaStepName } from '../../../domain/saga';
import type { SagaStep } from './saga-step';

/** The steps of the saga by name; a Map keeps them in the order they are done in. */
export type SagaSteps = ReadonlyMap<SagaStepName, SagaStep>;

/** The steps in the order given. */
export function sagaSteps(...steps: readonly SagaStep[]): SagaSteps {
  return new Map(steps.map((step) => [step.name, step]));
}
