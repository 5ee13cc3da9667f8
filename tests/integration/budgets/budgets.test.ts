import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { PlanNode } from '@apollo/query-planner';
import { CartPageDocument, FirstProductsDocument } from '@agora/client/generated/graphql';
import { repositoryRoot } from '@agora/test-kit/repository';
import { parse } from 'graphql';
import budgets from '../../../budgets.json';
import { startEmbeddedLane } from '../../lanes/embedded-lane';
import type { Lane } from '../../lanes/lane';
import { openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { spentBy, spentOn } from './spent';
import type { Spent } from './spent';

let lane: Lane;
beforeAll(async () => {
  lane = await startEmbeddedLane('embedded');
}, 120_000);
afterAll(async () => {
  await lane.stop();
}, 60_000);

/** Every count within its budget, and nobody asked who is not in it. */
function expectWithin(spent: Spent, budget: Spent): void {
  for (const kind of ['statements', 'fetches'] as const) {
    const over = Object.entries(spent[kind]).filter(([name, count]) => count > (budget[kind][name] ?? 0));
    expect({ kind, over, spent: spent[kind] }).toEqual({ kind, over: [], spent: spent[kind] });
  }
}

describe('the budgets of budgets.json', () => {
  test('adding a line to a warm cart', async () => {
    const sku = await stockedSku(lane, 100);
    const guest = await arriveAsGuest(lane);
    let key = 0;
    const spent = await spentBy(() => guest.add(sku, 1, `add ${String((key += 1))}`));
    expect(spent.statements['cart']).toBeGreaterThan(0);
    expectWithin(spent, budgets.addToCart);
  });

  test('the cart page of the README', async () => {
    const guest = await arriveAsGuest(lane);
    for (let count = 0; count < 5; count += 1) await guest.add(await stockedSku(lane, 10));
    const spent = await spentBy(() => guest.client.query(CartPageDocument, { id: guest.cartId }));
    expectWithin(spent, budgets.cartPage);
    expect(Object.values(spent.fetches).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(3);
  });

  test('the first query, for three products and for twenty', async () => {
    const client = lane.client();
    expectWithin(await spentBy(() => client.query(FirstProductsDocument)), budgets.firstQuery);
    expectWithin(
      await spentBy(() => client.query(FirstProductsDocument, { first: 20 })),
      budgets.manyProducts,
    );
  });

  test('opening a checkout, and completing it until the order is CONFIRMED and paid', async () => {
    const sku = await stockedSku(lane, 100);
    const withCart = async (): Promise<Guest> => {
      const guest = await arriveAsGuest(lane);
      await guest.add(sku);
      return guest;
    };
    const started = await spentOn(withCart, openCheckout);
    expect(started.statements['order']).toBeGreaterThan(0);
    expectWithin(started, budgets.checkoutStart);
    const completed = await spentOn(
      async () => {
        const guest = await withCart();
        return { guest, session: await openCheckout(guest) };
      },
      async ({ guest, session }) => {
        const { order } = await pay(guest, session);
        expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
      },
    );
    expect(completed.statements['order']).toBeGreaterThan(0);
    expectWithin(completed, budgets.checkoutComplete);
  });

  test('the cart page asks catalog and pricing at the same time', () => {
    const supergraph = Supergraph.build(
      readFileSync(join(repositoryRoot, 'gateway/supergraph.graphql'), 'utf8'),
    );
    const operation = operationFromDocument(supergraph.apiSchema(), parse(CartPageDocument.toString()));
    const plan = new QueryPlanner(supergraph).buildQueryPlan(operation);
    expect(outline(plan.node as PlanNode)).toBe('cart > (catalog | pricing)');
  });
});

/** `a > b` for one after the other, `(a | b)` for at the same time. */
function outline(node: PlanNode): string {
  switch (node.kind) {
    case 'Fetch':
      return node.serviceName;
    case 'Flatten':
      return outline(node.node);
    case 'Sequence':
      return node.nodes.map(outline).join(' > ');
    case 'Parallel':
      return `(${node.nodes.map(outline).sort().join(' | ')})`;
    default:
      return node.kind;
  }
}
