import { counter } from '@agora/platform/metrics';
import type { ReservationStatus } from '../domain/reservation';
import type { ReserveAnswer, Reservations } from './ports';

const results = counter({
  name: 'inventory_reservations_total',
  help: 'Operations on reservations by what became of them',
  labelNames: ['operation', 'result'],
});

/** The same reservations, with every answer counted; an operation that threw is counted as `failed`. */
export function countReservations(reservations: Reservations): Reservations {
  return {
    reserve: (command, headers) => counted('reserve', reservations.reserve(command, headers), reserveLabel),
    reserveAll: async (command) => {
      try {
        const answers = await reservations.reserveAll(command);
        for (const answer of answers) results.inc({ operation: 'reserve', result: reserveLabel(answer) });
        return answers;
      } catch (error) {
        results.inc({ operation: 'reserve', result: 'failed' }, command.operations.length);
        throw error;
      }
    },
    merge: (merge, headers) => counted('merge', reservations.merge(merge, headers), () => 'merged'),
    allocate: (command, headers) =>
      counted('allocate', reservations.allocate(command, headers), ({ kind }) => kind),
    commit: (orderId, actor, headers) =>
      counted('commit', reservations.commit(orderId, actor, headers), (status) => status.toLowerCase()),
    release: (command, headers) =>
      counted('release', reservations.release(command, headers), (status) => status.toLowerCase()),
    commitPart: (command, actor, headers) =>
      counted('commit_part', reservations.commitPart(command, actor, headers), statusLabel),
    releasePart: (command, reason, headers) =>
      counted('release_part', reservations.releasePart(command, reason, headers), statusLabel),
  };
}

function reserveLabel(answer: ReserveAnswer): string {
  if (answer.kind !== 'granted') return answer.kind;
  if (answer.isReplay) return 'repeated';
  return answer.grants.some(({ asked, quantity }) => quantity < asked) ? 'partial' : 'granted';
}

function statusLabel(status: ReservationStatus | undefined): string {
  return status?.toLowerCase() ?? 'unknown';
}

async function counted<T>(
  operation: string,
  answering: Promise<T>,
  resultOf: (answer: T) => string,
): Promise<T> {
  try {
    const answer = await answering;
    results.inc({ operation, result: resultOf(answer) });
    return answer;
  } catch (error) {
    results.inc({ operation, result: 'failed' });
    throw error;
  }
}
