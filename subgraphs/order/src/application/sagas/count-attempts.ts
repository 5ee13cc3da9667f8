import { counter } from '@agora/platform/metrics';
import type { SagaStore } from './saga-ports';

const attempts = counter({
  name: 'order_saga_attempts_total',
  help: 'Attempts at steps of sagas that ended, by what became of them',
  labelNames: ['step', 'direction', 'outcome'],
});

/** The same store, with every attempt that ended counted. */
export function countAttempts(sagas: SagaStore): SagaStore {
  return {
    ...sagas,
    note: async (note) => {
      await sagas.note(note);
      if (note.ended === undefined) return;
      const { step, direction, outcome } = note.ended;
      attempts.inc({ step, direction: direction.toLowerCase(), outcome: outcome.toLowerCase() });
    },
  };
}
