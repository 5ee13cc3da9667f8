import { playCouponRush } from '../../../scripts/scenarios/coupon-rush/rush';
import type { Shop } from '../../../scripts/scenarios/own-shop/own-shop';
import type { Lane } from '../../lanes/lane';
import { stockedSku } from '../../lanes/shopping';

/** A busy machine makes many of them ask again. */
const PATIENCE_MS = 300_000;

function shopOf(lane: Lane): Shop {
  return {
    url: lane.url,
    rows: lane.rows,
    staff: async (role) => lane.client({ token: await lane.token(role) }),
  };
}

/** Many pay at the same moment with a promotion that does not reach for all: `npm run scenario -- coupon-rush`, but smaller. */
export function rush(lane: () => Lane): void {
  it(
    'a coupon for 12 orders is used by exactly 12 of 60 who pay at once; the others lose nothing',
    async () => {
      const sku = await stockedSku(lane(), 120);
      const limit = { by: 'coupon', uses: 12 } as const;
      const { violations } = await playCouponRush(shopOf(lane()), { sku, buyers: 60, limit });
      expect(violations).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'a budget of money for 10 orders is never exceeded by 50 who pay at once',
    async () => {
      const sku = await stockedSku(lane(), 100);
      const limit = { by: 'budget', uses: 10 } as const;
      const { violations } = await playCouponRush(shopOf(lane()), { sku, buyers: 50, limit });
      expect(violations).toEqual([]);
    },
    PATIENCE_MS,
  );
}
