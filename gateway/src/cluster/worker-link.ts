import { AppError } from '@agora/platform/errors';
import type { Logger } from '@agora/platform/logging';
import { ownMetrics } from '@agora/platform/metrics';
import type { GatewayWorkers } from './gateway-workers';
import type { Answers, MessageToPrimary, MessageToWorker, Question } from './messages';

/** A worker's end of the line to its primary. */
export interface WorkerLink extends GatewayWorkers {
  /** Calls `stop` when the primary wants this worker to end. */
  onStop(stop: () => void): void;
}

const ANSWER_MS = 3_000;

/** Opens it. Only for a process that `node:cluster` made. */
export function openWorkerLink(logger: Logger): WorkerLink {
  const waiting = new Map<number, (answer: Answers[Question]) => void>();
  let last = 0;
  let isStopAsked = false;
  let stop = (): void => undefined;
  const handlers = {
    answer: ({ id, answer }: Of<'answer'>) => waiting.get(id)?.(answer),
    collect: ({ id }: Of<'collect'>) => void collected(id, logger),
    'log-level': ({ level }: Of<'log-level'>) => {
      logger.level = level;
    },
    stop: () => {
      isStopAsked = true;
      stop();
    },
  };
  process.on('message', (message: MessageToWorker) => {
    (handlers[message.kind] as (message: MessageToWorker) => void)(message);
  });
  const ask = <Kind extends Question>(question: Kind): Promise<Answers[Kind]> => {
    last += 1;
    const id = last;
    return new Promise<Answers[Kind]>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'The primary process does not answer'));
      }, ANSWER_MS);
      waiting.set(id, (answer) => {
        waiting.delete(id);
        clearTimeout(timer);
        resolve(answer as Answers[Kind]);
      });
      tell({ kind: 'question', id, question });
    });
  };
  return {
    metrics: () => ask('metrics'),
    ping: async () => {
      const { wanted, ready } = await ask('workers');
      if (ready < wanted) throw new Error(`${String(wanted - ready)} workers are not ready`);
    },
    setLogLevel: (level) => {
      tell({ kind: 'log-level', level });
    },
    onStop: (whenAsked) => {
      stop = whenAsked;
      if (isStopAsked) stop();
    },
  };
}

type Of<Kind extends MessageToWorker['kind']> = Extract<MessageToWorker, { kind: Kind }>;

async function collected(id: number, logger: Logger): Promise<void> {
  try {
    tell({ kind: 'metrics', id, metrics: await ownMetrics() });
  } catch (error) {
    logger.warn({ err: error }, 'metrics of this worker could not be read');
  }
}

/** A primary that is gone takes this process with it: nobody is left to be told. */
function tell(message: MessageToPrimary): void {
  process.send?.(message, undefined, undefined, () => undefined);
}
