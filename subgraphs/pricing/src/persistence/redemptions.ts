import type { Database, Queryable, Statement } from '@agora/platform/database';
import type { RedemptionRefusal, Redemptions } from '../application/redeem-promotions';

const REDEEM: Statement = {
  name: 'pricing_redeem',
  text: `SELECT refused_promotion AS "promotionId", refused_code AS "couponCode", reason
    FROM promotion_redeem($1::uuid, $2, $3, $4::jsonb)`,
};
const CONFIRM: Statement = {
  name: 'pricing_confirm_redemptions',
  text: 'SELECT promotion_confirm($1::uuid) AS changed',
};
const RELEASE: Statement = {
  name: 'pricing_release_redemptions',
  text: 'SELECT promotion_release($1::uuid) AS changed',
};

/** {@link Redemptions} on pricing's database: one statement, in which all limits are decided under row locks. */
export function createRedemptions(database: Database): Redemptions {
  return {
    hold: async ({ orderId, customerId, currency, items }) => {
      const rows = items.map(({ amountMinor, ...item }) => ({ ...item, amountMinor: String(amountMinor) }));
      const values = [orderId, customerId, currency, JSON.stringify(rows)];
      const [refusal] = await database.query<RedemptionRefusal>(REDEEM, values);
      return refusal;
    },
    release: (orderId) => releaseRedemptions(database, orderId),
  };
}

/** An order was confirmed: its uses are used for good. Returns how many there were; 0 when repeated. */
export async function confirmRedemptions(tx: Queryable, orderId: string): Promise<number> {
  return changedBy(await tx.query<Changed>(CONFIRM, [orderId]));
}

/** An order was given up: its uses are free again, and none can be held for it any more. Returns how many there were. */
export async function releaseRedemptions(tx: Queryable, orderId: string): Promise<number> {
  return changedBy(await tx.query<Changed>(RELEASE, [orderId]));
}

interface Changed {
  readonly changed: number;
}

function changedBy([row]: readonly Changed[]): number {
  return row?.changed ?? 0;
}
