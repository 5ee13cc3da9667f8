import { CartLinesRemoveDocument, CheckoutSessionCancelDocument } from '@agora/client/generated/graphql';
import type { AuditReport } from '@agora/auditor/audit';
import { reportLines } from '@agora/auditor/report-lines';
import { eventually } from '@agora/test-kit/eventually';
import { runAudit } from '../../../scripts/audit/run-audit';
import type { Lane } from '../../lanes/lane';
import { openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';

/** What the scenarios before leave under way ends by itself within its leases of a minute. */
const SETTLED_WITHIN_MS = 150_000;
const MARGIN_SECONDS = 5;

function auditOf(lane: Lane): Promise<AuditReport> {
  return runAudit({
    ...lane.environment,
    AUDIT_MARGIN_SECONDS: String(MARGIN_SECONDS),
    AUDIT_SECOND_LOOK_SECONDS: '2',
  });
}

/** Every invariant, over whatever was done on this system. */
export function auditOfEverything(lane: () => Lane): void {
  it('finds nothing wrong after shopping, paying, being declined and giving up', async () => {
    const sku = await stockedSku(lane(), 20);
    const [buyer, declined, leaving, waiting] = await Promise.all(
      [1, 2, 3, 4].map(async (quantity) => {
        const guest = await arriveAsGuest(lane());
        expect((await guest.add(sku, quantity)).userErrors).toEqual([]);
        return guest;
      }),
    );
    if (buyer === undefined || declined === undefined || leaving === undefined || waiting === undefined)
      throw new Error('nobody came');
    expect((await pay(buyer, await openCheckout(buyer))).order).toMatchObject({ status: 'CONFIRMED' });
    const refusal = await pay(declined, await openCheckout(declined), 'no money', 'tok_declined');
    expect(refusal.userErrors).toMatchObject([{ code: 'PAYMENT_DECLINED' }]);
    const checkoutSessionId = await openCheckout(leaving);
    await leaving.client.mutate(CheckoutSessionCancelDocument, { input: { checkoutSessionId } });
    const { lines } = await leaving.cart();
    const lineIds = lines.map(({ id }) => id);
    await leaving.client.mutate(CartLinesRemoveDocument, { input: { cartId: leaving.cartId, lineIds } });
    const open = await pay(waiting, await openCheckout(waiting), 'wait for it', 'tok_timeout');
    expect(open.order).toMatchObject({ status: 'PENDING' });

    const report = await eventually(
      async () => {
        const seen = await auditOf(lane());
        return seen.isClean && seen;
      },
      { withinMs: SETTLED_WITHIN_MS, everyMs: 2_000, what: 'a clean audit' },
    ).catch(() => auditOf(lane()));
    expect(
      reportLines(report)
        .filter((line) => !line.includes('not checked'))
        .join('\n'),
    ).toMatch(/nothing is broken\.$/);
    const checked = report.outcomes.filter(({ unchecked }) => unchecked === undefined);
    expect(checked.length).toBeGreaterThanOrEqual(report.outcomes.length - 1);
    for (const rule of ['money-has-an-order', 'party-agrees', 'carts-follow-orders'])
      expect(checked.find((outcome) => outcome.rule === rule)?.checked).toBeGreaterThan(0);
  }, 300_000);
}
