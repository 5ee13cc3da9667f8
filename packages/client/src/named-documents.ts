/**
 * How documents are sent. `text`: whole. `hash`: by hash, and whole only when the gateway does not know it yet (automatic persisted
 * queries). `id`: by hash and never whole, for a gateway that has been given the documents.
 */
export type DocumentForm = 'text' | 'hash' | 'id';

/** The part of a request that says which document is meant. */
export interface SentDocument {
  readonly query?: string;
  readonly documentId?: string;
  readonly extensions?: {
    readonly persistedQuery: { readonly version: 1; readonly sha256Hash: string };
  };
}

/** Hashes of the program's documents, of which there are not many. */
const hashes = new Map<string, Promise<string>>();
const MOST_HASHES = 1_000;

/** What to send first. Where the platform cannot hash (a page without https) that is the text. */
export async function sentDocument(form: DocumentForm, text: string): Promise<SentDocument> {
  if (form === 'text' || !canHash()) return { query: text };
  const hash = await hashOf(text);
  if (form === 'id') return { documentId: `sha256:${hash}` };
  return { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
}

/** What to send after an answer with this code; undefined when the answer stands. Nothing has run before. */
export function sentAfter(
  sent: SentDocument,
  text: string,
  code: string | undefined,
): SentDocument | undefined {
  if (sent.query !== undefined || sent.extensions === undefined) return undefined;
  if (code === 'PERSISTED_QUERY_NOT_FOUND') return { ...sent, query: text };
  return code === 'PERSISTED_QUERY_NOT_SUPPORTED' ? { query: text } : undefined;
}

function canHash(): boolean {
  return (globalThis.crypto as { readonly subtle?: object } | undefined)?.subtle !== undefined;
}

function hashOf(text: string): Promise<string> {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  if (hashes.size >= MOST_HASHES) hashes.clear();
  const hash = crypto.subtle
    .digest('SHA-256', new TextEncoder().encode(text))
    .then((digest) => [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  hashes.set(text, hash);
  return hash;
}
