// The gateway as several processes (ADR 0030): a primary that serves nothing itself, and workers that share its port. Node's
// cluster hands each new connection to one of them in turn.
import type { Worker } from 'node:cluster';
import { stopOnSignals } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { CollectedMetrics } from './collected-metrics';
import type { MessageToPrimary } from './messages';
import { WorkerPlaces, tellWorker } from './worker-places';

export interface PrimaryOptions {
  /** Of workers. */
  readonly count: number;
  readonly logger: Logger;
}

/** Runs workers until a signal ends them all, or until it makes no sense to start more: then this process ends with code 1. */
export async function runPrimary({ count, logger }: PrimaryOptions): Promise<void> {
  collectProcessMetrics();
  const metrics = new CollectedMetrics();
  const places: WorkerPlaces = new WorkerPlaces({
    count,
    logger,
    onMessage: (worker, message) => {
      answer({ places, metrics, count, logger }, worker, message);
    },
    onEnd: (worker) => {
      metrics.forget(worker.id);
    },
  });
  stopOnSignals(() => places.stop(), logger);
  const reason = await places.start();
  logger.error({ reason }, 'the gateway ends');
  await places.stop();
  process.exit(1);
}

interface Primary extends PrimaryOptions {
  readonly places: WorkerPlaces;
  readonly metrics: CollectedMetrics;
}

function answer(primary: Primary, worker: Worker, message: MessageToPrimary): void {
  const { places, metrics, count, logger } = primary;
  switch (message.kind) {
    case 'metrics':
      metrics.answered(message.id, message.metrics);
      break;
    case 'log-level':
      logger.level = message.level;
      for (const one of places.workers) tellWorker(one, message);
      break;
    case 'question':
      if (message.question === 'workers') {
        const workers = { wanted: count, ready: places.readyCount };
        tellWorker(worker, { kind: 'answer', id: message.id, answer: workers });
      } else void tellMetrics(primary, worker, message.id);
  }
}

async function tellMetrics({ places, metrics, logger }: Primary, worker: Worker, id: number): Promise<void> {
  try {
    const asked = places.workers.map((one) => {
      const collect = (collection: number): void => {
        tellWorker(one, { kind: 'collect', id: collection });
      };
      return [one.id, collect] as const;
    });
    tellWorker(worker, { kind: 'answer', id, answer: await metrics.text(new Map(asked)) });
  } catch (error) {
    logger.error({ err: error }, 'the metrics of the workers could not be added');
  }
}
