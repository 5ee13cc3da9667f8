import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { badRequest } from '../http/bad-request';
import type { RouteAnswer } from '../http/party-server';
import { intentStatus, intentToJson, minorUnits } from './intent-json';
import type { PaymentAnswer, PaymentService } from './payment-service';

const MAX_BODY_BYTES = 16_384;
const key = z.string().min(1).max(200);

const intentRequest = z.object({
  idempotencyKey: key,
  orderId: z.string().min(1).max(100),
  amountMinor: minorUnits,
  currency: z.string().regex(/^[A-Z]{3}$/),
  paymentToken: z.string().min(1).max(200),
});
const refundRequest = z.object({ idempotencyKey: key, amountMinor: minorUnits });

const decideRequest = z.object({ decision: z.enum(['approve', 'decline']) });
const pageRequest = z.object({
  status: intentStatus.optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const NO_ROUTE: RouteAnswer = { status: 404, body: { error: 'no_such_route' } };

/**
 * Routes one request: `POST /intents`, `GET /intents/:id`, `GET /intents?idempotencyKey=`,
 * `GET /intents?status=&after=&limit=`, `POST /intents/:id/{capture,void,refund,decide}`. Bodies are JSON of at most 16 KiB (413 beyond).
 */
export async function routePayment(service: PaymentService, request: IncomingMessage): Promise<RouteAnswer> {
  const url = new URL(request.url ?? '/', 'http://party');
  const [collection, id, operation, ...rest] = url.pathname.split('/').slice(1);
  if (collection !== 'intents' || rest.length > 0) return NO_ROUTE;
  if (request.method === 'GET' && operation === undefined)
    return id === undefined ? search(service, url.searchParams) : present(service.find(id));
  if (request.method !== 'POST') return { status: 405, body: { error: 'method_not_allowed' } };
  const body = await readBody(request);
  if (body.kind === 'bad') return { status: body.status, body: { error: body.error } };
  return id === undefined
    ? post(intentRequest, body.value, (input) => service.create(input))
    : operate(service, { id, operation }, body.value);
}

function search(service: PaymentService, parameters: URLSearchParams): RouteAnswer {
  const idempotencyKey = parameters.get('idempotencyKey');
  if (idempotencyKey !== null) return present(service.findByKey(idempotencyKey));
  const query = pageRequest.safeParse(Object.fromEntries(parameters));
  if (!query.success) return badRequest(query.error);
  const { status, after, limit } = query.data;
  const intents = service.page({ status, after, limit });
  const next = intents.length === limit ? (intents.at(-1)?.id ?? null) : null;
  return { status: 200, body: { intents: intents.map(intentToJson), next } };
}

async function operate(
  service: PaymentService,
  { id, operation }: { readonly id: string; readonly operation: string | undefined },
  body: unknown,
): Promise<RouteAnswer> {
  switch (operation) {
    case 'capture':
      return present(await service.capture(id));
    case 'void':
      return present(await service.void(id));
    case 'refund':
      return post(refundRequest, body, ({ idempotencyKey: key, amountMinor }) =>
        service.refund(id, { key, amountMinor }),
      );
    case 'decide':
      return post(decideRequest, body, ({ decision }) => service.decide(id, decision));
    default:
      return NO_ROUTE;
  }
}

async function post<T>(
  schema: z.ZodType<T>,
  value: unknown,
  run: (input: T) => Promise<PaymentAnswer>,
): Promise<RouteAnswer> {
  const input = schema.safeParse(value);
  if (input.success) return present(await run(input.data));
  return badRequest(input.error);
}

function present(answer: PaymentAnswer): RouteAnswer {
  if ('intent' in answer) return { status: answer.status, body: intentToJson(answer.intent) };
  return { status: answer.status, body: { error: answer.code } };
}

type Body =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'bad'; readonly status: number; readonly error: string };

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return { kind: 'bad', status: 413, error: 'body_too_large' };
    chunks.push(chunk);
  }
  if (bytes === 0) return { kind: 'read', value: {} };
  try {
    return { kind: 'read', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return { kind: 'bad', status: 400, error: 'body_is_not_json' };
  }
}
