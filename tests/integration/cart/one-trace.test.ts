import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { openShop } from './shop.suite';
import type { Shop } from './shop.suite';

const exporter = new InMemorySpanExporter();
let provider: NodeTracerProvider;
let shop: Shop;
beforeAll(async () => {
  provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  shop = await openShop();
}, 60_000);
afterAll(async () => {
  await shop.close();
  await provider.shutdown();
  trace.disable();
  context.disable();
  propagation.disable();
});

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLICK = 'b7ad6b7169203331';

const spansNamed = (name: string): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.name === name && span.spanContext().traceId === TRACE);

async function spanNamed(name: string, parent?: ReadableSpan): Promise<ReadableSpan> {
  const isBelow = (span: ReadableSpan): boolean =>
    parent === undefined || span.parentSpanId === parent.spanContext().spanId;
  return eventually(() => spansNamed(name).find(isBelow), { what: `the span "${name}"`, withinMs: 20_000 });
}

test('one trace leads from the click over the event and its consumer to the event of the consumer and on', async () => {
  const sku = 'TRACED-1';
  await shop.stock(sku, 1);
  const who = newId();
  const ask = shop.traced(`00-${TRACE}-${CLICK}-01`);
  const { cartCreate } = await ask<{ cartCreate: { cart: { id: string } } }>(
    who,
    'mutation { cartCreate(input: {}) { cart { id } } }',
  );
  const cartId = cartCreate.cart.id;
  await ask(
    who,
    'mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { committedVersion } }',
    {
      input: { cartId, lines: [{ sku, quantity: 1 }] },
    },
  );
  await ask(
    who,
    'mutation ($input: CartLinesRemoveInput!) { cartLinesRemove(input: $input) { committedVersion } }',
    {
      input: { cartId, skus: [sku] },
    },
  );

  const sent = await spanNamed('send cart.item.added.v1');
  expect(sent.parentSpanId).toBe(CLICK);
  expect(sent.attributes).toMatchObject({
    'messaging.destination.name': 'cart.item.added.v1',
    'messaging.operation.type': 'send',
  });
  const added = await spanNamed('process cart.item.added.v1', sent);
  expect(added.attributes).toMatchObject({
    'messaging.consumer.group.name': 'inventory-service-events',
    'messaging.message.id': sent.attributes['messaging.message.id'],
    'messaging.message.conversation_id': expect.any(String) as string,
  });

  // The unit comes back by the event of the removal: what inventory says of it belongs to the same trace.
  const removed = await spanNamed('process cart.item.removed.v1');
  const told = await spanNamed('send inventory.stock.changed.v1', removed);
  const heard = await spanNamed('process inventory.stock.changed.v1', told);
  expect(heard.attributes['messaging.consumer.group.name']).toBe('cart-service-events');
}, 90_000);
