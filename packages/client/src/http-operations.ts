import { AgoraClientError, networkError } from './agora-client-error';
import type { WireError } from './agora-client-error';
import { identityHeaders } from './client-options';
import type { AgoraClientOptions } from './client-options';
import { sentAfter, sentDocument } from './named-documents';
import type { SentDocument } from './named-documents';

/** What came back: data, errors, or (when a part of the shop is down) both. */
export interface Answer<Result> {
  readonly data: Result | null;
  readonly errors: readonly AgoraClientError[];
}

interface WireAnswer {
  readonly data?: unknown;
  readonly errors?: readonly WireError[];
}

/**
 * One operation over HTTP, its document sent as the options say. Sent again only when the document was not known.
 * @throws AgoraClientError `NETWORK_ERROR` or `BAD_ANSWER`; what GraphQL says is in the answer.
 */
export async function postOperation<Result>(
  options: AgoraClientOptions,
  text: string,
  variables: unknown,
): Promise<Answer<Result>> {
  const document = await sentDocument(options.documents ?? 'text', text);
  const answer = await post<Result>(options, { ...document, variables });
  const again = sentAfter(document, text, answer.errors[0]?.code);
  return again === undefined ? answer : post(options, { ...again, variables });
}

async function post<Result>(
  options: AgoraClientOptions,
  operation: SentDocument & { readonly variables: unknown },
): Promise<Answer<Result>> {
  const send = options.fetch ?? fetch;
  let text: string;
  try {
    const response = await send(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...identityHeaders(options),
      },
      body: JSON.stringify(operation),
    });
    text = await response.text();
  } catch (error) {
    throw networkError(error);
  }
  const answer = readAnswer(text);
  return { data: (answer.data ?? null) as Result | null, errors: errorsOf(answer.errors) };
}

/** The errors of an answer, as what is thrown. */
export function errorsOf(errors: readonly WireError[] | undefined): readonly AgoraClientError[] {
  return (errors ?? []).map((error) => new AgoraClientError(error));
}

function readAnswer(text: string): WireAnswer {
  try {
    const value = JSON.parse(text) as WireAnswer | null;
    if (typeof value === 'object' && value !== null && ('data' in value || Array.isArray(value.errors)))
      return value;
  } catch {
    // Said below, the same for every kind of nonsense.
  }
  throw new AgoraClientError({
    message: 'The answer is not one of a GraphQL server',
    extensions: { code: 'BAD_ANSWER' },
  });
}
