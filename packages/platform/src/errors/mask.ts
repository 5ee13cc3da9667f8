import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { AppError } from './app-error';
import { FAULT_CODES, PROTOCOL_CODES, isFaultCode } from './codes';
import type { FaultCode } from './codes';
import { databaseOutage } from './database-outage';

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
  const origin = originOf(error);
  const shown = ofAppError(origin) ?? ofGraphQLError(outer);
  if (shown === undefined) options.onHidden?.(origin);
  const { message, extensions } = shown ?? HIDDEN;
  return {
    message,
    ...(outer === undefined ? {} : placeOf(outer)),
    extensions: { ...extensions, correlationId: options.correlationId },
  };
}

interface ShownFault {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

const HIDDEN: ShownFault = { message: 'Something went wrong on our side', extensions: { code: 'INTERNAL' } };

function ofAppError(error: unknown): ShownFault | undefined {
  if (!(error instanceof AppError) || error.code === 'INTERNAL') return undefined;
  const { code, message, details, retryAfterMs } = error;
  return { message, extensions: publicExtensions({ details, retryAfterMs }, code) };
}

/** Errors of the GraphQL library itself, and faults that came from another process with their code. */
function ofGraphQLError(error: GraphQLError | undefined): ShownFault | undefined {
  const code = error?.extensions['code'];
  if (error === undefined || typeof code !== 'string' || code === 'INTERNAL') return undefined;
  if (PROTOCOL_CODES.has(code)) return { message: error.message, extensions: { code } };
  return isFaultCode(code)
    ? { message: withoutValue(error), extensions: publicExtensions(error.extensions, code) }
    : undefined;
}

const INVALID_VARIABLE = /^Variable "(\$\w+)" got invalid value /;

/**
 * The library repeats the whole value of a variable that does not fit, with the codes and tokens in it. What is wrong, and
 * where, stays.
 */
function withoutValue({ message, originalError }: GraphQLError): string {
  const name = INVALID_VARIABLE.exec(message)?.[1];
  if (name === undefined) return message;
  const reason = originalError?.message ?? '';
  const isKnown = originalError instanceof GraphQLError && message.endsWith(`; ${reason}`);
  if (!isKnown) return `Variable "${name}" got an invalid value`;
  const place = / at "([\w.[\]]+)"$/.exec(message.slice(0, -`; ${reason}`.length))?.[1] ?? name;
  return `Variable "${name}" got an invalid value at "${place}"; ${reason.replace(/ value: [\s\S]*$/, ' value')}`;
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
  return databaseOutage(current) ?? current;
}

const PUBLIC_EXTENSIONS = ['details', 'retryAfterMs', 'reasons'] as const;

function publicExtensions(
  extensions: Readonly<Record<string, unknown>>,
  code: FaultCode,
): Record<string, unknown> {
  const kept: Record<string, unknown> = { code };
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
