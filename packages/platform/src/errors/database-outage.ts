import { AppError } from './app-error';

/** What Prisma's driver adapter calls a connection that is not there, cannot be had, or broke. */
const OUTAGES: ReadonlySet<unknown> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

/** pg's words for the same; such errors have no code, and Prisma hands them on as they are. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client was closed|Client has encountered a connection error)/i;

/** Prisma's words (P2028) for a transaction that got no connection in time, or was taken back because it took too long. */
const NO_TIME_LEFT =
  /Transaction API error: (Unable to start a transaction in the given time|[^.]* expired transaction)/;

/**
 * The fault behind an error of Prisma or pg that means nothing but a database out of reach or too busy; undefined for
 * every other error. Told by its shape: this folder depends on no library of databases.
 */
export function databaseOutage(error: unknown): AppError | undefined {
  const { message, meta } = (error ?? {}) as {
    message?: unknown;
    meta?: { driverAdapterError?: { cause?: { kind?: unknown } } };
  };
  const isLost = typeof message === 'string' && (LOST_CONNECTION.test(message) || NO_TIME_LEFT.test(message));
  return isLost || OUTAGES.has(meta?.driverAdapterError?.cause?.kind)
    ? new AppError('DOWNSTREAM_UNAVAILABLE', 'A database is not reachable', { cause: error })
    : undefined;
}
