import { AppError } from './app-error';

/** What Prisma's driver adapter calls a connection that is not there, cannot be had, or broke. */
const OUTAGES: ReadonlySet<unknown> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

/** PostgreSQL's states for a connection it does not take or ends: it shuts down, another process of it crashed, it recovers. */
const OUTAGE_STATE = /^(08...|57P0[1235])$/;

/** The system's word for a socket that nobody has opened: a server that is down, where it has no port. */
const NO_SOCKET = 'ENOENT';

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
  const { message, code, cause, meta } = (error ?? {}) as {
    message?: unknown;
    code?: unknown;
    cause?: AdapterCause | null;
    meta?: { driverAdapterError?: { cause?: AdapterCause } };
  };
  const isLost = typeof message === 'string' && (LOST_CONNECTION.test(message) || NO_TIME_LEFT.test(message));
  // A raw statement's fault is told in `meta`, a model's as its cause.
  const told = [meta?.driverAdapterError?.cause, cause];
  return isLost ||
    [code, ...told.map((one) => one?.originalCode)].some(isOutageState) ||
    (code === NO_SOCKET && (error as { syscall?: unknown }).syscall === 'connect') ||
    told.some((one) => OUTAGES.has(one?.kind))
    ? new AppError('DOWNSTREAM_UNAVAILABLE', 'A database is not reachable', { cause: error })
    : undefined;
}

interface AdapterCause {
  readonly kind?: unknown;
  readonly originalCode?: unknown;
}

function isOutageState(code: unknown): boolean {
  return typeof code === 'string' && OUTAGE_STATE.test(code);
}
