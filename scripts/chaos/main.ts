import { parseArgs } from 'node:util';
import { openAuditedDatabases } from '@agora/auditor/audited-databases';
import type { AuditReport } from '@agora/auditor/audit';
import { readAuditorConfig } from '@agora/auditor/config';
import { reportLines } from '@agora/auditor/report-lines';
import { runAudit } from '../audit/run-audit';
import { createRandom } from '../seed/shop/random';
import { wholeNumber } from '../scenarios/whole-number';
import { endWith } from '../system/end-with';
import { startChaosSystem } from './chaos-system';
import type { ChaosSystem } from './chaos-system';
import { planFaults, playFaults } from './faults';
import { Ledger } from './ledger';
import { shop } from './shopper';
import { untilQuiet } from './until-quiet';

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly shoppers: number;
  readonly install: boolean;
}

const SKUS = 24;
const COUPONS = ['WELCOME10', 'FREEGIFT5', 'NOSUCHCODE'];
/** Consumers that were away come back and catch up within this. */
const SETTLED_WITHIN_MS = 120_000;
/** Far apart, so that no shopper has the chance of another one. */
const SEED_STEP = 7_919;
const say = (line: string): void => {
  console.log(line);
};

async function main(): Promise<number> {
  const options = readOptions();
  say(
    `Chaos of ${String(options.minutes)} min, seed ${String(options.seed)}, ${String(options.shoppers)} shoppers.`,
  );
  const system = await startChaosSystem(options, say);
  let broken: readonly string[] = ['it did not come to its end'];
  try {
    broken = await rehearse(system, options);
  } finally {
    await system.stop({ keepsData: broken.length > 0 });
  }
  for (const one of broken) console.error(`BROKEN: ${one}`);
  if (broken.length > 0) console.error(`Databases, topics and logs are in ${system.folder}.`);
  else say(`Nothing is broken and nothing acknowledged was lost (seed ${String(options.seed)}).`);
  return broken.length === 0 ? 0 : 1;
}

async function rehearse(system: ChaosSystem, options: Options): Promise<string[]> {
  const databases = openAuditedDatabases(readAuditorConfig({ ...system.direct }).databaseUrls);
  const ledger = new Ledger();
  try {
    const skus = await someSkus(databases);
    const faults = planFaults(createRandom(options.seed), options.minutes * 60_000, {
      processes: [...system.processes.keys()].sort(),
      links: [...system.links.keys()].sort(),
    });
    const over = new AbortController();
    const shoppers = Array.from({ length: options.shoppers }, (_, index) =>
      shop({
        ...{ url: system.url, skus, coupons: COUPONS, ledger, signal: over.signal },
        random: createRandom(options.seed + (index + 1) * SEED_STEP),
      }),
    );
    const happened = await playFaults(faults, system, say);
    await system.ready();
    over.abort();
    await Promise.all(shoppers);
    sayCounts(happened, ledger);
    const unquiet = await untilQuiet(databases);
    const lost = await ledger.lost(databases);
    const report = await settledAudit(system.direct);
    say(reportLines(report).join('\n'));
    return [...unquiet, ...lost, ...crashesOf(system), ...(report.isClean ? [] : ['the audit is not clean'])];
  } finally {
    await databases.close();
  }
}

/** The audit, again while consumers may be behind. */
async function settledAudit(env: Readonly<Record<string, string>>): Promise<AuditReport> {
  const end = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const report = await runAudit({ ...env, AUDIT_MARGIN_SECONDS: '5', AUDIT_SECOND_LOOK_SECONDS: '5' });
    if (report.isClean || performance.now() > end) return report;
  }
}

function crashesOf({ processes }: ChaosSystem): string[] {
  return [...processes.values()].flatMap(({ name, crashes }) =>
    crashes === 0 ? [] : [`${name} ended ${String(crashes)} times by itself`],
  );
}

async function someSkus(databases: ReturnType<typeof openAuditedDatabases>): Promise<string[]> {
  const rows = await databases.rows<{ sku: string }>(
    'catalog',
    `SELECT v.sku FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.status = 'ACTIVE' ORDER BY p.created_at, v.sku LIMIT ${String(SKUS)}`,
  );
  return rows.map(({ sku }) => sku);
}

function sayCounts(happened: ReadonlyMap<string, number>, ledger: Ledger): void {
  const kinds = [...happened].map(([kind, count]) => `${String(count)} ${kind}`);
  say(`Faults: ${kinds.join(', ')}.`);
  for (const [what, count] of ledger.counted) say(`${String(count).padStart(6)}  ${what}`);
  say(
    `Told: ${String(ledger.changes.length)} changes of carts, ${String(ledger.orders.length)} orders. Waiting until nothing is under way …`,
  );
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      shoppers: { type: 'string', default: '10' },
      'install-services': { type: 'boolean', default: process.env['CI'] === 'true' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 240)) throw new Error('--minutes: a number above 0, at most 240.');
  return {
    minutes,
    seed: wholeNumber(values.seed, '--seed', [0, 2 ** 31]),
    shoppers: wholeNumber(values.shoppers, '--shoppers', [1, 200]),
    install: values['install-services'],
  };
}

main().then((code) => process.exit(code), endWith);
