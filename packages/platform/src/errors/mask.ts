import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { AppError } from './app-error';
import { FAULT_CODES, PROTOCOL_CODES, isFaultCode } from './codes';
import type { FaultCode } from './codes';

export interface MaskOptions {
  readonly correlationId: string;
  /** Called once per fault that is hidden from the client, with the original. */
  readonly onHidden?: (error: unknown) => void;
}

/**
 * Turns any error of an execution into what a client may see: a stable code, a message of ours, the path, and
 * the correlation id. Whatever is not a fault with a registered code becomes INTERNAL with a fixed text, so no
 * SQL, URL or stack leaves the process. Must not throw.
 */
export function maskError(error: unknown, options: MaskOptions): GraphQLFormattedError {
  const outer = error instanceof GraphQLError ? error : undefined;
  const place = outer === undefined ? {} : placeOf(outer);
  const origin = originOf(error);
  if (origin instanceof AppError && origin.code !== 'INTERNAL') {
    return { message: origin.message, ...place, extensions: extensionsOf(origin.code, origin, options) };
  }
  const code = outer?.extensions['code'];
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) {
    return {
      message: outer?.message ?? 'Bad request',
      ...place,
      extensions: { code, correlationId: options.correlationId },
    };
  }
  if (isFaultCode(code) && code !== 'INTERNAL' && outer !== undefined) {
    return {
      message: outer.message,
      ...place,
      extensions: { ...publicExtensions(outer.extensions), code, correlationId: options.correlationId },
    };
  }
  options.onHidden?.(origin);
  return {
    message: 'Something went wrong on our side',
    ...place,
    extensions: { code: 'INTERNAL', correlationId: options.correlationId },
  };
}

function placeOf(error: GraphQLError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined
      ? {}
      : { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
  };
}

function originOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError != null) current = current.originalError;
  return current;
}

function extensionsOf(code: FaultCode, fault: AppError, options: MaskOptions): Record<string, unknown> {
  return {
    code,
    correlationId: options.correlationId,
    ...(fault.details === undefined ? {} : { details: fault.details }),
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
}

const PUBLIC_EXTENSIONS = ['details', 'retryAfterMs', 'reasons'] as const;

function publicExtensions(extensions: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of PUBLIC_EXTENSIONS) if (extensions[key] !== undefined) kept[key] = extensions[key];
  return kept;
}

/** The fault code of an error, INTERNAL when it is not one of ours. */
export function faultCodeOf(error: unknown): FaultCode {
  const origin = originOf(error);
  if (origin instanceof AppError) return origin.code;
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  return isFaultCode(code) ? code : 'INTERNAL';
}

/** Whether a caller may safely send the same request again. */
export function isRetriable(error: unknown): boolean {
  const origin = originOf(error);
  return origin instanceof AppError ? origin.retriable : FAULT_CODES[faultCodeOf(error)].retriable;
}
