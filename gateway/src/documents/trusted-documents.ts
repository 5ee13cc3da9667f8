import { stripIgnoredCharacters } from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { sha256 } from './sha256';

/** One operation of a manifest. */
export interface TrustedDocument {
  /** By its tool; with most of them the SHA-256 of the body. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly body: string;
}

/** The documents of one manifest. Immutable. */
export interface TrustedDocuments {
  readonly documents: readonly TrustedDocument[];
  /** The body with this id, or with this SHA-256. */
  find(reference: string): string | undefined;
  /** The body that says the same as a text but for white space, commas and comments. */
  match(text: string): string | undefined;
}

/** Characters of texts whose match is remembered. */
const REMEMBERED_CHARACTERS = 4_000_000;

const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1).max(256),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});

/**
 * Reads a persisted-query manifest of Apollo's form.
 * @throws Error saying what is wrong with it; also for an id that stands for two bodies.
 */
export function parseManifest(json: string): TrustedDocuments {
  const read = manifestSchema.safeParse(JSON.parse(json));
  if (!read.success) throw new Error(`Not a persisted-query manifest:\n${z.prettifyError(read.error)}`);
  return createTrustedDocuments(read.data.operations);
}

/** @throws Error when an id stands for two bodies, or a body is not even lexically GraphQL. */
export function createTrustedDocuments(documents: readonly TrustedDocument[]): TrustedDocuments {
  const byReference = new Map<string, string>();
  const byNormalForm = new Map<string, string>();
  for (const { id, body } of documents) {
    const other = byReference.get(id);
    if (other !== undefined && other !== body) throw new Error(`Two documents have the id ${id}`);
    byReference.set(id, body);
    const normalForm = normalFormOf(body);
    if (normalForm === undefined) throw new Error(`The document ${id} is not GraphQL`);
    if (!byNormalForm.has(normalForm)) byNormalForm.set(normalForm, body);
  }
  // An id wins over a hash: which text it stands for is the operator's word.
  for (const { body } of documents) {
    const hash = sha256(body);
    if (!byReference.has(hash)) byReference.set(hash, body);
  }
  const matches = new LRUCache<string, { readonly body: string | undefined }>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_match, text) => text.length + 1,
  });
  return {
    documents,
    find: (reference) => byReference.get(reference),
    match: (text) => {
      const known = matches.get(text);
      if (known !== undefined) return known.body;
      const normalForm = normalFormOf(text);
      const body = normalForm === undefined ? undefined : byNormalForm.get(normalForm);
      matches.set(text, { body });
      return body;
    },
  };
}

function normalFormOf(text: string): string | undefined {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return undefined;
  }
}
