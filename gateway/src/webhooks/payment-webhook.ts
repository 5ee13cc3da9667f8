import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import { readLimitedBody, sendJson } from '@agora/platform/server';
import { correlationIdOf } from '../context';
import type { Handler } from '../http/router';

const SIGNATURE_HEADER = 'x-agora-signature';
const MAX_BODY_BYTES = 16_384;
const MAX_SIGNATURE = 200;

const RECEIVE = `mutation PaymentWebhookReceive($input: PaymentWebhookReceiveInput!) {
  paymentWebhookReceive(input: $input) { accepted userErrors { code } }
}`;

interface Received {
  readonly paymentWebhookReceive: {
    readonly accepted: boolean;
    readonly userErrors: readonly { readonly code: string }[];
  };
}

/**
 * `POST /webhooks/payment`: hands the body, byte for byte, and its signature to the order subgraph, which knows the
 * secret. 200 `{ accepted: true }`; 400 `{ accepted: false, code }` when order refuses it for good; 503 when order is away,
 * so that the sender comes again. `client` is undefined where there is no order subgraph to ask.
 */
export function paymentWebhookEndpoint(client: (() => SubgraphClient | undefined) | undefined): Handler {
  return async (request, response) => {
    if (client === undefined) throw new AppError('NOT_FOUND', 'There is nothing at this path');
    const body = await readLimitedBody(request, MAX_BODY_BYTES);
    const header = request.headers[SIGNATURE_HEADER];
    // Several headers or none are no signature; order says what it says of any bad one.
    const signature = typeof header === 'string' ? header.slice(0, MAX_SIGNATURE) : '';
    response.setHeader(
      'x-correlation-id',
      correlationIdOf(request.headers as Record<string, string | undefined>),
    );
    const { accepted, userErrors } = await ask(client(), { signature, body });
    if (accepted) sendJson(response, 200, { accepted });
    else sendJson(response, 400, { accepted, code: userErrors[0]?.code ?? 'WEBHOOK_REFUSED' });
  };
}

async function ask(
  client: SubgraphClient | undefined,
  input: { readonly signature: string; readonly body: string },
): Promise<Received['paymentWebhookReceive']> {
  if (client === undefined) throw away();
  try {
    return (await client.call<Received>(RECEIVE, { input }, null)).paymentWebhookReceive;
  } catch (error) {
    // It may have been heard: the sender repeats it, and order recognises it.
    throw error instanceof AppError && error.retriable ? away(error) : error;
  }
}

function away(cause?: unknown): AppError {
  return new AppError('DOWNSTREAM_UNAVAILABLE', 'Webhooks cannot be taken at the moment', { cause });
}
