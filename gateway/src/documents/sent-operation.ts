import { AppError, badInput } from '@agora/platform/errors';

/** What a client sent that says which document it means. Nothing of it is checked. */
export interface SentOperation {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** A document that is named instead of sent. `hash`: the SHA-256 of its text in hex, or what a manifest says stands for it. */
export interface DocumentReference {
  readonly kind: 'hash' | 'id';
  readonly value: string;
  /** Where it stood, for refusals. */
  readonly field: string;
}

export interface DocumentRequest {
  readonly text: string | undefined;
  readonly reference: DocumentReference | undefined;
}

const LONGEST_REFERENCE = 256;
const HASH_FIELD = 'extensions.persistedQuery.sha256Hash';

/**
 * Reads `query`, `extensions.persistedQuery` (version 1) and `documentId` (`sha256:<hex>` or an id without a prefix).
 * An empty query counts as none: a WebSocket client cannot leave it out.
 * @throws AppError `BAD_USER_INPUT` naming the field that is malformed, or when both references name different things.
 */
export function readDocumentRequest(sent: SentOperation): DocumentRequest {
  const text = typeof sent.query === 'string' && sent.query !== '' ? sent.query : undefined;
  const persisted = persistedQueryOf(sent.extensions);
  const named = documentIdOf(sent.documentId);
  if (persisted !== undefined && named !== undefined && persisted.value !== named.value)
    throw badInput('documentId', 'is of another document than extensions.persistedQuery');
  return { text, reference: persisted ?? named };
}

/** The operation with the document's text in the place of whatever named it. */
export function withDocument<T extends SentOperation>(
  sent: T,
  query: string,
): Omit<T, 'query' | 'documentId' | 'extensions'> & { query: string; extensions?: Record<string, unknown> } {
  const { query: _query, documentId: _documentId, extensions, ...rest } = sent;
  const others = withoutPersistedQuery(extensions);
  return { ...rest, query, ...(others === undefined ? {} : { extensions: others }) };
}

function withoutPersistedQuery(extensions: unknown): Record<string, unknown> | undefined {
  if (!isRecord(extensions)) return undefined;
  const { persistedQuery: _persistedQuery, ...others } = extensions;
  return Object.keys(others).length === 0 ? undefined : others;
}

function persistedQueryOf(extensions: unknown): DocumentReference | undefined {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  if (persisted == null) return undefined;
  if (!isRecord(persisted)) throw badInput('extensions.persistedQuery', 'is not an object');
  if (persisted['version'] !== 1) throw new AppError('BAD_USER_INPUT', 'Unsupported persisted query version');
  const value = persisted['sha256Hash'];
  if (!isReference(value)) throw badInput(HASH_FIELD, 'is not a hash');
  return { kind: 'hash', value, field: HASH_FIELD };
}

function documentIdOf(documentId: unknown): DocumentReference | undefined {
  if (documentId == null) return undefined;
  const field = 'documentId';
  if (!isReference(documentId)) throw badInput(field, 'is not an id');
  const prefix = /^([^:]*):/.exec(documentId);
  if (prefix === null) return { kind: 'id', value: documentId, field };
  const value = documentId.slice(prefix[0].length);
  if (prefix[1] !== 'sha256' || !isSha256(value))
    throw badInput(field, 'has to be sha256: with 64 hex digits in lower case, or an id without a colon');
  return { kind: 'hash', value, field };
}

/** Whether a text can be a SHA-256 in hex. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function isReference(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_REFERENCE;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
