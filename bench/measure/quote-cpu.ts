import { aContext, aPrice, aRule, aTable } from '../../subgraphs/pricing/src/domain/price-table.suite';
import type { PriceTable } from '../../subgraphs/pricing/src/domain/price-table';
import { quoteLines } from '../../subgraphs/pricing/src/domain/quote';
import { compileCondition, isProblem } from '../../subgraphs/pricing/src/domain/rules/condition';
import type { Condition } from '../../subgraphs/pricing/src/domain/rules/condition';
import type { PriceRule } from '../../subgraphs/pricing/src/domain/rules/price-rule';
import { median } from '../median';

export interface QuoteCpu {
  readonly name: string;
  /** CPU time of this process for one quote: the median of the rounds. */
  readonly cpuMs: number;
}

interface Case {
  readonly name: string;
  readonly table: PriceTable;
  /** Quotes a round, so that a round of each case takes about as long. */
  readonly quotes: number;
  readonly rounds: number[];
}

const ROUNDS = 9;
const LINES = 20;
const RULES = 1_000;
const SKUS = Array.from({ length: LINES }, (_, index) => `SKU-${String(index)}`);
const LINES_TO_QUOTE = SKUS.map((sku, index) => ({ sku, quantity: 1 + (index % 4) }));

/** One quote of 20 lines without rules and with 1,000, each with a condition; the cases in turn. The first is the baseline. */
export function measureQuoteCpu(): readonly QuoteCpu[] {
  const cases: readonly Case[] = [
    { name: 'no rules', table: tableWith([]), quotes: 400, rounds: [] },
    {
      name: '1,000 rules, 150 of them for these lines',
      table: tableWith(shopRules()),
      quotes: 60,
      rounds: [],
    },
    { name: '1,000 rules for everything', table: tableWith(wideRules()), quotes: 20, rounds: [] },
    {
      name: '1,000 rules for everything, about the line',
      table: tableWith(lineRules((number) => `line.subtotal + ${String(number)} >= ${leastOf(number)}`)),
      quotes: 20,
      rounds: [],
    },
    {
      name: '1,000 rules for everything, a macro over a list',
      table: tableWith(lineRules(macroText)),
      quotes: 20,
      rounds: [],
    },
  ];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { table, quotes, rounds } of cases) {
      const cpuMs = runRound(table, quotes);
      if (round > 0) rounds.push(cpuMs);
    }
  }
  return cases.map(({ name, rounds }) => ({ name, cpuMs: median(rounds) }));
}

function runRound(table: PriceTable, quotes: number): number {
  const context = aContext();
  const before = process.cpuUsage();
  for (let count = 0; count < quotes; count += 1) {
    if (quoteLines(table, context, LINES_TO_QUOTE).kind !== 'quoted')
      throw new Error('The quote lacks a price.');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / quotes;
}

function tableWith(rules: readonly PriceRule[]): PriceTable {
  const prices = SKUS.map((sku, index) =>
    aPrice({ id: sku, sku, amountMinor: 1_000n + BigInt(index) * 250n }),
  );
  return aTable({ prices, rules });
}

/** As a shop has them: most are for other goods, regions and segments, and columns say so. */
function shopRules(): PriceRule[] {
  return ruleNumbers().map((number) => {
    if (number < 600) return ruleOf(number, { sku: `OTHER-${String(number)}` });
    if (number < 750) return ruleOf(number, { region: 'EU' });
    if (number < 850) return ruleOf(number, { segment: 'vip' });
    if (number < 950) return ruleOf(number, { sku: SKUS[number % LINES] });
    return ruleOf(number, {});
  });
}

/** No column narrows them, but what their conditions say of the cart is the same for all lines. */
function wideRules(): PriceRule[] {
  return ruleNumbers().map((number) => ruleOf(number, {}));
}

/** Nothing narrows them: every condition is another one, reads the line alone and is evaluated on every line. */
function lineRules(textOf: (number: number) => string): PriceRule[] {
  return ruleNumbers().map((number) => ({ ...ruleOf(number, {}), condition: condition(textOf(number)) }));
}

/** A list of each line's own, and a macro over it. */
function macroText(number: number): string {
  return `[line.subtotal + ${String(number)}].exists(amount, amount >= ${leastOf(number)})`;
}

function ruleNumbers(): number[] {
  return Array.from({ length: RULES }, (_, number) => number);
}

// One in ten holds, so that applying is measured, too; of a group the best deal counts.
function ruleOf(number: number, scope: Pick<Partial<PriceRule>, 'sku' | 'region' | 'segment'>): PriceRule {
  return aRule({
    name: `rule-${String(number)}`,
    priority: number % 7,
    stackGroup: `group-${String(number % 20)}`,
    condition: condition(`cart.subtotal >= ${leastOf(number)} && line.quantity >= 1`),
    ...scope,
  });
}

function leastOf(number: number): string {
  return number % 10 === 0 ? '0' : '1000000';
}

function condition(text: string): Condition {
  const compiled = compileCondition(text, 'LINE');
  if (isProblem(compiled)) throw new Error(compiled.message);
  return compiled;
}
