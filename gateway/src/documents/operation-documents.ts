import { AppError, badInput } from '@agora/platform/errors';
import { counter } from '@agora/platform/metrics';
import { parse } from 'graphql';
import type { DocumentGuard } from '../limits/document-guard';
import type { DocumentStore } from './document-store';
import { isSha256, readDocumentRequest } from './sent-operation';
import type { DocumentReference, SentOperation } from './sent-operation';
import { sha256 } from './sha256';
import type { TrustPolicy } from './trust-policy';
import type { TrustedDocuments } from './trusted-documents';

/** Turns what a client sent into the document that is run. One for every way an operation may come in. */
export interface OperationDocuments {
  /**
   * The text to run, within the limits of a document's shape and let through by the trusted documents. Undefined when none was sent
   * or named. To be asked once per operation, after its sender's rate is taken and before anything looks at the document.
   *
   * @param options.mayRegister Whether a text that came with its hash may be remembered: not for requests that a foreign page
   *   could have sent.
   * @throws AppError `PERSISTED_QUERY_NOT_FOUND`, `PERSISTED_QUERY_NOT_SUPPORTED`, `DOCUMENT_NOT_TRUSTED`,
   *   `OPERATION_TOO_COMPLEX`, `BAD_USER_INPUT`.
   */
  resolve(sent: SentOperation, options: { readonly mayRegister: boolean }): Promise<string | undefined>;
}

export interface OperationDocumentsDeps {
  readonly guard: DocumentGuard;
  readonly trust: TrustPolicy;
  readonly trusted: () => TrustedDocuments;
  /** Undefined: clients may not register documents. */
  readonly store: DocumentStore | undefined;
}

const persistedQueries = counter({
  name: 'gateway_persisted_queries_total',
  help: 'Operations that named their document, by what came of it',
  labelNames: ['outcome'],
});

export function createOperationDocuments(deps: OperationDocumentsDeps): OperationDocuments {
  const admit = (text: string): string => {
    const refusal = deps.guard.check(text);
    if (refusal !== undefined) throw refusal;
    return deps.trust.admit(text);
  };
  return {
    resolve: async (sent, { mayRegister }) => {
      const { text, reference } = readDocumentRequest(sent);
      if (reference === undefined) return text === undefined ? undefined : admit(text);
      if (text === undefined) return admit(await find(deps, reference));
      assertNames(deps, reference, text);
      const admitted = admit(text);
      if (mayRegister && reference.kind === 'hash') register(deps, reference.value, text);
      return admitted;
    },
  };
}

async function find(deps: OperationDocumentsDeps, reference: DocumentReference): Promise<string> {
  const trusted = deps.trusted().find(reference.value);
  if (trusted !== undefined) {
    persistedQueries.inc({ outcome: 'trusted' });
    return trusted;
  }
  if (deps.store === undefined && reference.kind === 'hash')
    throw new AppError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  const registered = isSha256(reference.value) ? await deps.store?.find(reference.value) : undefined;
  persistedQueries.inc({ outcome: registered === undefined ? 'miss' : 'hit' });
  // The message is the one that clients of Apollo's protocol look for.
  if (registered === undefined) throw new AppError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  return registered;
}

function assertNames(
  deps: OperationDocumentsDeps,
  { kind, value, field }: DocumentReference,
  text: string,
): void {
  if (kind === 'hash' ? sha256(text) === value : deps.trusted().find(value) === text) return;
  persistedQueries.inc({ outcome: 'refused' });
  throw kind === 'hash'
    ? new AppError('BAD_USER_INPUT', 'provided sha does not match query', {
        details: [{ field, message: 'is not the hash of the query' }],
      })
    : badInput(field, 'is not the id of the query');
}

function register({ store, trusted }: OperationDocumentsDeps, hash: string, text: string): void {
  if (store === undefined || store.has(hash) || trusted().find(hash) !== undefined || !parses(text)) return;
  persistedQueries.inc({ outcome: store.register(hash, text) ? 'registered' : 'too_large' });
}

function parses(text: string): boolean {
  try {
    parse(text, { noLocation: true });
    return true;
  } catch {
    return false;
  }
}
