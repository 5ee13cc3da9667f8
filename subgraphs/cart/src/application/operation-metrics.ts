import { AppError } from '@agora/platform/errors';
import { counter, histogram } from '@agora/platform/metrics';

const duration = histogram({
  name: 'cart_operation_duration_seconds',
  help: 'Duration of mutations of carts, refusals included',
  labelNames: ['operation'],
});
const operations = counter({
  name: 'cart_operation_total',
  help: 'Mutations of carts that ended, however',
  labelNames: ['operation'],
});
const errors = counter({
  name: 'cart_operation_errors_total',
  help: 'Refusals and faults of mutations of carts by code',
  labelNames: ['type'],
});

interface Refusable {
  readonly rejections?: readonly { readonly kind: string }[];
}

/** Runs one mutation and measures it: how long it took, and every refusal or fault by its code. */
export async function measured<T extends object>(operation: string, work: () => Promise<T>): Promise<T> {
  const end = duration.startTimer({ operation });
  try {
    const outcome = await work();
    for (const { kind } of (outcome as Refusable).rejections ?? []) errors.inc({ type: kind });
    return outcome;
  } catch (error) {
    errors.inc({ type: error instanceof AppError ? error.code : 'INTERNAL' });
    throw error;
  } finally {
    end();
    operations.inc({ operation });
  }
}
