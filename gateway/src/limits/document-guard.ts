import { AppError } from '@agora/platform/errors';
import { parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { exceedsTokens } from './token-limit';

/** A bound on the shape of a document that can be judged without a schema and without variables. */
export interface DocumentLimit {
  /** Why the document is over the limit, or undefined. Must cope with documents that are not valid GraphQL schema-wise. */
  check(document: DocumentNode): string | undefined;
}

/** Judges a document before anything expensive (validation, planning) sees it. */
export interface DocumentGuard {
  /** `OPERATION_TOO_COMPLEX`, or undefined when the document may go on. A text that does not parse goes on: the parser reports it. */
  check(source: string): AppError | undefined;
}

export interface DocumentGuardOptions {
  readonly maxTokens: number;
  readonly limits: readonly DocumentLimit[];
}

/** Verdicts are remembered by text (4 million characters in all), so a known operation costs one look-up. */
export function createDocumentGuard(options: DocumentGuardOptions): DocumentGuard {
  const verdicts = new LRUCache<string, { readonly refusal: AppError | undefined }>({
    maxSize: 4_000_000,
    sizeCalculation: (_verdict, source) => source.length + 1,
  });
  return {
    check: (source) => {
      const known = verdicts.get(source);
      if (known !== undefined) return known.refusal;
      const reason = judge(source, options);
      const refusal = reason === undefined ? undefined : new AppError('OPERATION_TOO_COMPLEX', reason);
      verdicts.set(source, { refusal });
      return refusal;
    },
  };
}

function judge(source: string, options: DocumentGuardOptions): string | undefined {
  if (exceedsTokens(source, options.maxTokens)) {
    return `The document has more than ${String(options.maxTokens)} tokens`;
  }
  let document: DocumentNode;
  try {
    document = parse(source, { noLocation: true });
  } catch {
    return undefined;
  }
  for (const limit of options.limits) {
    const reason = limit.check(document);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
