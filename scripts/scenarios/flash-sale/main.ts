// npm run scenario -- flash-sale: many buyers want the few units of one sku at the same moment. Exit code 1 when more was sold
// than there was, a shelf does not balance, or a cart lost what it was told it has.
import { parseArgs } from 'node:util';
import { createAgoraClient } from '@agora/client/create-agora-client';
import type { AgoraClient } from '@agora/client/create-agora-client';
import { StaffOrdersDocument } from '@agora/client/generated/graphql';
import { issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { eventually } from '@agora/test-kit/eventually';
import { demonstrationPeople } from '../../../packages/all-in-one/src/demonstration-people';
import { endWith } from '../../system/end-with';
import { loadEnvironmentFile } from '../../system/environment-file';
import { signingEnvironment } from '../../system/signing-environment';
import { wholeNumber } from '../whole-number';
import { arriveTogether, checkOut, putIn, readCart } from './buyer';
import type { Buyer, Result } from './buyer';
import { quietSkus, readLevels, stockShelf } from './shelf';
import type { Level } from './shelf';

const MOST_BUYERS = 1_000;
const MOST_UNITS = 1_000;
const SETTLED_WITHIN_MS = 20_000;

async function main(): Promise<number> {
  loadEnvironmentFile();
  const { url, buyers: count, units, ...named } = readOptions();
  const support = await supportClient(url);
  const [quiet = ''] = named.sku === undefined ? await quietSkus(support, 1) : [];
  const sku = named.sku ?? quiet;
  await stockShelf(support, sku, units);
  const before = await readLevels(support, sku);
  const from = new Date().toISOString();
  const buyers = await arriveTogether(url, count);
  console.log(`${String(count)} buyers want ${String(units)} units of ${sku}.`);
  const startedMs = performance.now();
  const results = await Promise.all(
    buyers.map(async (buyer) => (await putIn(buyer, sku)) ?? checkOut(buyer)),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  tell(results, seconds);
  const { orders } = await support.query(StaffOrdersDocument, { filter: { sku, createdAt: { from } } });
  const violations = [
    ...soldTooMuch(results, orders?.totalCount ?? 0, units),
    ...(await lostWrites(buyers, results)),
    ...(await imbalances(support, before, results)),
  ];
  for (const violation of violations) console.error(`VIOLATED: ${violation}`);
  if (violations.length === 0) console.log('Nothing oversold, every shelf balances, no cart lost a write.');
  return violations.length === 0 ? 0 : 1;
}

interface Options {
  /** The gateway's `/graphql`. */
  readonly url: string;
  readonly buyers: number;
  readonly units: number;
  readonly sku: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] ?? '4000'}` },
      buyers: { type: 'string', default: '200' },
      units: { type: 'string', default: '50' },
      sku: { type: 'string' },
    },
  });
  return {
    url: new URL('/graphql', values.url).href,
    buyers: wholeNumber(values.buyers, '--buyers', [1, MOST_BUYERS]),
    units: wholeNumber(values.units, '--units', [1, MOST_UNITS]),
    sku: values.sku,
  };
}

async function supportClient(url: string): Promise<AgoraClient> {
  const subject = demonstrationPeople.find(({ role }) => role === 'support')?.subject ?? '';
  const auth = readAuthConfig(signingEnvironment(process.env));
  const token = await issueDevelopmentToken(auth, { role: 'support', subject });
  return createAgoraClient({ url, token: () => token });
}

function tell(results: readonly Result[], seconds: number): void {
  const counts = new Map<string, number>();
  for (const result of results) {
    const name = result.kind === 'bought' ? 'bought' : `${result.kind} (${result.code})`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of [...counts].sort()) console.log(`  ${String(count).padStart(4)} ${name}`);
  console.log(`  in ${seconds.toFixed(1)} s`);
}

const has =
  (...kinds: readonly Result['kind'][]) =>
  ({ kind }: Result): boolean =>
    kinds.includes(kind);

function soldTooMuch(results: readonly Result[], orders: number, units: number): string[] {
  const bought = results.filter(has('bought'));
  const numbers = new Set(bought.map((one) => (one.kind === 'bought' ? one.orderNumber : '')));
  const promised = results.filter(has('bought', 'held')).length;
  return [
    ...(promised > units ? [`${String(promised)} units promised of ${String(units)}`] : []),
    ...(orders > units ? [`${String(orders)} orders for ${String(units)} units`] : []),
    ...(numbers.size < bought.length ? ['two buyers have the same order'] : []),
    ...(orders < bought.length
      ? [`${String(orders)} orders for ${String(bought.length)} that were told`]
      : []),
  ];
}

/** A cart has the unit its buyer was told it has, and none that was refused. */
async function lostWrites(buyers: readonly Buyer[], results: readonly Result[]): Promise<string[]> {
  const violations: string[] = [];
  for (const [index, buyer] of buyers.entries()) {
    const kind = results[index]?.kind ?? 'unknown';
    if (kind === 'unknown') continue;
    const { totalQuantity } = await readCart(buyer);
    const expected = kind === 'refused' ? 0 : 1;
    if (totalQuantity !== expected)
      violations.push(`cart ${buyer.cartId}: ${kind}, but it has ${String(totalQuantity)} units`);
  }
  return violations;
}

/** What is on a shelf is free, held or allocated; and what left the free units is what buyers were told they have. */
async function imbalances(
  support: AgoraClient,
  before: readonly Level[],
  results: readonly Result[],
): Promise<string[]> {
  const sku = before[0]?.sku ?? '';
  const free = (levels: readonly Level[]): number => levels.reduce((sum, one) => sum + one.available, 0);
  const told = results.filter(has('bought', 'held')).length;
  const unknown = results.filter(has('unknown')).length;
  const taken = (levels: readonly Level[]): number => free(before) - free(levels);
  const isTold = (levels: readonly Level[]): boolean =>
    taken(levels) >= told && taken(levels) <= told + unknown;
  // A reservation whose answer was lost comes back when its lease ends; everything else settles at once.
  const after = await eventually(
    async () => {
      const levels = await readLevels(support, sku);
      return isTold(levels) && levels;
    },
    { withinMs: SETTLED_WITHIN_MS, everyMs: 500 },
  ).catch(() => readLevels(support, sku));
  for (const { location, onHand, available, held, allocated } of after)
    console.log(
      `  ${location}: on hand ${String(onHand)} = available ${String(available)} + held ${String(held)} + allocated ${String(allocated)}`,
    );
  return [
    ...after.filter(isUnbalanced).map(({ location }) => `the shelf of ${location} does not balance`),
    ...(isTold(after)
      ? []
      : [`${String(taken(after))} units left the shelf, ${String(told)} are with buyers`]),
  ];
}

function isUnbalanced({ onHand, available, held, allocated }: Level): boolean {
  return available + held + allocated !== onHand || Math.min(available, held, allocated) < 0;
}

main().then((code) => {
  process.exitCode = code;
}, endWith);
