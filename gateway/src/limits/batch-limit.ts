import { AppError } from '@agora/platform/errors';

/** `OPERATION_TOO_COMPLEX` when a request body carries more than `maxOperations` operations, else undefined. */
export function batchRefusal(body: unknown, maxOperations: number): AppError | undefined {
  if (!Array.isArray(body) || body.length <= maxOperations) return undefined;
  return new AppError(
    'OPERATION_TOO_COMPLEX',
    `The batch has ${String(body.length)} operations; at most ${String(maxOperations)} are allowed`,
  );
}
