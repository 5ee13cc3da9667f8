// npm run scenario -- <name> [its options]: plays a situation and fails when what must hold does not.
//   flash-sale       [--url <gateway>] [--buyers 200] [--units 50] [--sku <sku>]        on a running Agora
//   flash-sale-load  [--minutes 2] [--rate 5000] [--skus 10] [--units 40] [--carts 1000] [--hold-seconds 10]
//                    [--checkout-percent 5] [--seed 1]                                  on a shop of its own
//   coupon-rush      [--buyers 500] [--coupons 100]                                     on a shop of its own
import { existsSync, readdirSync } from 'node:fs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { root } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';

const folder = `${root}/scripts/scenarios`;
const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/main.ts`));
const [name = '', ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Name a scenario: ${names.join(', ')}. As in: npm run scenario -- flash-sale`);
  process.exit(2);
}
await prepare();
process.exitCode = await supervise(withSources(`scripts/scenarios/${name}/main.ts`, args));
