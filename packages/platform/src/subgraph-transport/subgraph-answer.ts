import { isAscii, isUtf8 } from 'node:buffer';
import type { SubgraphResponse } from './subgraph-transport';

/** What a subgraph sent, not yet believed. */
export interface RawAnswer {
  readonly statusCode: number;
  /** `content-type` and `content-encoding`; undefined when there was none, or several. */
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly bytes: Buffer;
}

/** Objects and lists within each other in one answer. Code that follows an answer down may call itself so often. */
export const MAX_ANSWER_DEPTH = 512;
/** Errors read of one answer; what comes after them says nothing new. */
const MAX_ERRORS = 1_000;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * A GraphQL answer, or undefined for anything else: a proxy's page, a redirect, compressed bytes that nobody asked for, what is no
 * UTF-8 or no JSON, nesting without end, errors that are none. Of keys that are there twice the last one counts; keys that every
 * object inherits are keys like others. What the data says is not checked.
 */
export function readSubgraphAnswer(raw: RawAnswer): SubgraphResponse | undefined {
  if (raw.statusCode >= 300 && raw.statusCode < 400) return undefined;
  if (!JSON_TYPE.test(raw.contentType ?? '') || !isPlain(raw.contentEncoding)) return undefined;
  const isAsciiOnly = isAscii(raw.bytes);
  if (!isAsciiOnly && !isUtf8(raw.bytes)) return undefined;
  const text = raw.bytes.toString(isAsciiOnly ? 'latin1' : 'utf8');
  const value = parsed(text);
  const response = hasManyContainers(text) ? checkedAnswer(value) : asResponse(value);
  return response === undefined ? undefined : { ...response, json: text, isAscii: isAsciiOnly };
}

/** The same for what has been parsed by others. */
export function checkedAnswer(value: unknown): SubgraphResponse | undefined {
  return isDeeper(value, MAX_ANSWER_DEPTH) ? undefined : asResponse(value);
}

function isPlain(encoding: string | undefined): boolean {
  return encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fewer than the bound cannot be deeper than it: then nobody has to look. */
function hasManyContainers(text: string): boolean {
  let found = 0;
  for (const opening of ['{', '['])
    for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) {
      found += 1;
      if (found > MAX_ANSWER_DEPTH) return true;
    }
  return false;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((element) => isDeeper(element, levels - 1));
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Has `data` or `errors`, whatever its status. */
function asResponse(value: unknown): SubgraphResponse | undefined {
  if (!isObject(value)) return undefined;
  const { data, errors } = value;
  const hasData = data === null || isObject(data);
  if (data !== undefined && !hasData) return undefined;
  if (errors === undefined || errors === null)
    return hasData ? { data: data as SubgraphResponse['data'] & object } : undefined;
  if (!Array.isArray(errors)) return undefined;
  const kept = errors.slice(0, MAX_ERRORS);
  if (!kept.every(isError)) return undefined;
  return { ...(hasData ? { data: data as SubgraphResponse['data'] & object } : {}), errors: kept };
}

function isError(value: unknown): value is NonNullable<SubgraphResponse['errors']>[number] {
  if (!isObject(value) || typeof value['message'] !== 'string') return false;
  const { path, extensions } = value;
  return (path == null || isPath(path)) && (extensions == null || isObject(extensions));
}

function isPath(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((step) => typeof step === 'string' || Number.isSafeInteger(step))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
