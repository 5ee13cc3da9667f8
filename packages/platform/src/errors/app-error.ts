import { FAULT_CODES } from './codes';
import type { FaultCode } from './codes';

/** One problem of an input: where it is (path of input field names and list indexes, dot-separated) and what is wrong. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface AppErrorOptions {
  /** The fault that caused this one. Logged, never shown to a client. */
  readonly cause?: unknown;
  readonly details?: readonly FieldProblem[];
  /** How long a client should wait before it tries again; only for retriable codes. */
  readonly retryAfterMs?: number;
  /** Overrides the code's default. */
  readonly retriable?: boolean;
}

/**
 * A fault with a stable code. The message of every code but INTERNAL is shown to the client, so it must not
 * carry SQL, URLs, secrets or another person's data; what is for operators only belongs in `cause`.
 * Refusals of the business (out of stock, version conflict) are values in `userErrors`, not this.
 */
export class AppError extends Error {
  readonly code: FaultCode;
  readonly retriable: boolean;
  readonly details: readonly FieldProblem[] | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: FaultCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retriable = options.retriable ?? FAULT_CODES[code].retriable;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** `BAD_USER_INPUT` about one field. */
export function badInput(field: string, message: string): AppError {
  return new AppError('BAD_USER_INPUT', `${field}: ${message}`, { details: [{ field, message }] });
}

/**
 * Marks a case the type system says cannot happen.
 * @throws Error always, naming the value, so that a case added later fails loudly instead of falling through.
 */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
