// npm run scenario -- coupon-rush: many buyers pay at the same moment with a coupon that few of them can use. Starts a shop
// of its own. Exit code 1 when it was used more or less often than that, or when a refused buyer lost something; the shop's
// data is then left to be looked at.
import { parseArgs } from 'node:util';
import { tableLines } from '../../../bench/table';
import { endWith } from '../../system/end-with';
import { quietSkus, stockShelf } from '../flash-sale/shelf';
import { startOwnShop } from '../own-shop/own-shop';
import { wholeNumber } from '../whole-number';
import { playCouponRush } from './rush';

async function main(): Promise<number> {
  const { buyers, coupons } = readOptions();
  const shop = await startOwnShop('coupon-rush');
  let violations: readonly string[] = ['the scenario did not come to its end'];
  try {
    const support = await shop.staff('support');
    const [sku = ''] = await quietSkus(support, 1);
    // Enough for repeats that come before what they took the first time is back.
    await stockShelf(support, sku, 2 * buyers);
    console.log(`${String(buyers)} buyers pay with a coupon that ${String(coupons)} orders may use.`);
    const played = await playCouponRush(shop, { sku, buyers, limit: { by: 'coupon', uses: coupons } });
    const rows = Object.entries(played.answers).sort(([left], [right]) => left.localeCompare(right));
    for (const line of tableLines(rows.map(([name, count]) => [name, String(count)])))
      console.log(`  ${line}`);
    console.log(`  in ${played.seconds.toFixed(1)} s`);
    violations = [...played.violations, ...(await shop.audit())];
  } finally {
    await shop.stop({ keepsData: violations.length > 0 });
  }
  for (const violation of violations) console.error(`VIOLATED: ${violation}`);
  if (violations.length === 0)
    console.log(
      'Pricing, order, cart and inventory agree on every use; refused carts can be bought without the coupon.',
    );
  else console.error(`The shop's data is in ${shop.folder}.`);
  return violations.length === 0 ? 0 : 1;
}

function readOptions(): { readonly buyers: number; readonly coupons: number } {
  const { values } = parseArgs({
    options: {
      buyers: { type: 'string', default: '500' },
      coupons: { type: 'string', default: '100' },
    },
  });
  return {
    buyers: wholeNumber(values.buyers, '--buyers', [1, 1_000]),
    coupons: wholeNumber(values.coupons, '--coupons', [1, 1_000]),
  };
}

main().then((code) => {
  process.exitCode = code;
}, endWith);
