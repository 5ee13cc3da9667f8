// npm run scenario -- flash-sale-load: adds at an even rate for minutes, on few skus, while holds end and their units are
// sold again. Starts a shop of its own. Exit code 1 when a unit was promised twice or an add was lost; the shop's data is
// then left to be looked at.
import { parseArgs } from 'node:util';
import { createRandom } from '../../seed/shop/random';
import { endWith } from '../../system/end-with';
import { arriveTogether } from '../flash-sale/buyer';
import { quietSkus, stockShelf } from '../flash-sale/shelf';
import { startOwnShop } from '../own-shop/own-shop';
import type { OwnShop } from '../own-shop/own-shop';
import { wholeNumber } from '../whole-number';
import { proveCarts } from './cart-proof';
import { expiredHolds, shopTime } from './expired-holds';
import { reportLines } from './report';
import { playSale } from './sale';
import { goodsOn, readShelves, watchShelves } from './shelves';
import { proveStock } from './stock-proof';

interface Options {
  readonly minutes: number;
  readonly perMinute: number;
  readonly skuCount: number;
  /** On the shelves of each sku. */
  readonly units: number;
  readonly carts: number;
  readonly holdSeconds: number;
  readonly checkoutPercent: number;
  readonly seed: number;
}

/** What a shop too slow for the rate can still answer within its deadlines; a quarter would do where it is not. */
const MOST_AT_ONCE = 64;
const LOOK_EVERY_MS = 500;
/** A hold slides with every add of its cart, at most so many times its length. */
const CAP_HOLDS = 3;
const LEAST_MINUTES = 0.01;
const MOST_MINUTES = 60;

async function main(): Promise<number> {
  const options = readOptions();
  const shop = await startOwnShop('flash-sale-load', {
    INVENTORY_HOLD_SECONDS: String(options.holdSeconds),
    INVENTORY_HOLD_CAP_SECONDS: String(options.holdSeconds * CAP_HOLDS),
    INVENTORY_LEASE_SECONDS: '31',
  });
  let violations: readonly string[] = ['the scenario did not come to its end'];
  try {
    violations = await rehearse(shop, options);
  } finally {
    await shop.stop({ keepsData: violations.length > 0 });
  }
  for (const violation of violations) console.error(`VIOLATED: ${violation}`);
  if (violations.length === 0)
    console.log('Nothing oversold, nothing lost; shelves, holds, orders and the logs of all carts agree.');
  else console.error(`The shop's data is in ${shop.folder}.`);
  return violations.length === 0 ? 0 : 1;
}

async function rehearse(shop: OwnShop, options: Options): Promise<readonly string[]> {
  const support = await shop.staff('support');
  const skus = await quietSkus(support, options.skuCount);
  for (const sku of skus) await stockShelf(support, sku, options.units);
  const buyers = await arriveTogether(shop.url, options.carts);
  const goods = goodsOn(await readShelves(shop, skus));
  const units = options.units * skus.length;
  console.log(
    `${String(options.perMinute)} adds/min for ${String(options.minutes)} min into ${String(buyers.length)} carts: ` +
      `${String(units)} units of ${String(skus.length)} skus, held ${String(options.holdSeconds)} s, seed ${String(options.seed)}.`,
  );
  const since = await shopTime(shop);
  const watch = watchShelves(shop, { skus, goods }, LOOK_EVERY_MS);
  const played = await playSale(
    {
      perMinute: options.perMinute,
      seconds: options.minutes * 60,
      mostAtOnce: MOST_AT_ONCE,
      checkoutPercent: options.checkoutPercent,
    },
    { buyers, skus, random: createRandom(options.seed) },
  );
  const watched = await watch.stop();
  const expired = await expiredHolds(shop, since);
  const stock = await proveStock(shop, {
    skus,
    cartIds: buyers.map(({ cartId }) => cartId),
    since,
    goods,
    played,
  });
  const carts = await proveCarts(shop, buyers, played.adds);
  for (const line of reportLines({ played, units, expired, watched, carts, stock })) console.log(line);
  return [...watched.violations, ...stock.violations, ...carts.violations, ...(await shop.audit())];
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '2' },
      rate: { type: 'string', default: '5000' },
      skus: { type: 'string', default: '10' },
      units: { type: 'string', default: '40' },
      carts: { type: 'string', default: '1000' },
      'hold-seconds': { type: 'string', default: '10' },
      'checkout-percent': { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES))
    throw new Error(`--minutes must be from ${String(LEAST_MINUTES)} to ${String(MOST_MINUTES)}.`);
  return {
    minutes,
    perMinute: wholeNumber(values.rate, '--rate', [1, 60_000]),
    skuCount: wholeNumber(values.skus, '--skus', [1, 30]),
    units: wholeNumber(values.units, '--units', [1, 100_000]),
    carts: wholeNumber(values.carts, '--carts', [1, 10_000]),
    holdSeconds: wholeNumber(values['hold-seconds'], '--hold-seconds', [1, 900]),
    checkoutPercent: wholeNumber(values['checkout-percent'], '--checkout-percent', [0, 100]),
    seed: wholeNumber(values.seed, '--seed', [0, 2 ** 32 - 1]),
  };
}

main().then((code) => {
  process.exitCode = code;
}, endWith);
