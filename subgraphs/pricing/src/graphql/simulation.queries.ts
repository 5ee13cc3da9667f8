import { presentMoney } from '@agora/platform/schema';
import { badInput } from '@agora/platform/errors';
import type { Clock } from '@agora/platform/time';
import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { simulatePrices, withDraftRule } from '../application/simulate-prices';
import type { Scenario, SimulatedScenario } from '../application/simulate-prices';
import type { PricingContext } from '../context';
import type { PriceTable } from '../domain/price-table';
import { PriceSimulateInput } from './inputs/price-simulate.input';
import type { PriceScenarioInput } from './inputs/price-simulate.input';
import { presentQuoteLine, presentVariantPrice } from './present';
import type { PriceLookup } from './price-lookup';
import { readRule } from './read-rule';
import { PriceSimulation } from './types/price-simulation.type';
import type { PriceScenarioResult } from './types/price-simulation.type';

/** Why a price is what it is. */
@Resolver()
export class SimulationQueries {
  constructor(
    private readonly table: PriceTable,
    private readonly prices: PriceLookup,
    private readonly clock: Clock,
  ) {}

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Query(() => PriceSimulation, {
    nullable: true,
    description:
      'What a sku would cost for anybody, anywhere, at any time, and what every rule said to it. Changes nothing. Staff only.',
  })
  async priceSimulate(
    @Arg('input', () => PriceSimulateInput, { description: 'The sku and the questions.' })
    input: PriceSimulateInput,
    @Ctx() context: PricingContext,
  ): Promise<PriceSimulation> {
    const scenarios = await Promise.all(
      input.scenarios.map((asked, index) => this.scenario(asked, index, context)),
    );
    const simulated = simulatePrices(this.tableFor(input), input.sku, scenarios);
    return { sku: input.sku, scenarios: simulated.map(presentScenario) };
  }

  private tableFor({ draftRule }: PriceSimulateInput): PriceTable {
    return draftRule == null
      ? this.table
      : withDraftRule(this.table, readRule(draftRule, 'input.draftRule'), this.clock.now());
  }

  private async scenario(
    asked: PriceScenarioInput,
    index: number,
    context: PricingContext,
  ): Promise<Scenario> {
    const couponCodes = asked.couponCodes ?? [];
    if (asked.name.length < 1 || asked.name.length > 100)
      throw badInput(`input.scenarios.${String(index)}.name`, 'must have 1 to 100 characters');
    return {
      name: asked.name,
      context: await this.prices.resolve(asked.context, context),
      quantity: asked.quantity ?? asked.context.quantity ?? 1,
      couponCodes,
      shopper: await this.prices.shopper(couponCodes, asked.context, context),
    };
  }
}

function presentScenario({ name, price, quote, trace }: SimulatedScenario): PriceScenarioResult {
  const [line] = quote?.lines ?? [];
  return {
    name,
    price: price === undefined ? null : presentVariantPrice(price),
    line: line === undefined ? null : presentQuoteLine(line),
    trace: trace.map(({ rule, reason, detail, before, after }) => ({
      ruleId: rule.id,
      name: rule.name,
      kind: rule.scope,
      matched: reason === 'MATCHED',
      reason,
      detail: detail ?? null,
      before: presentMoney(before),
      after: presentMoney(after),
    })),
  };
}
