import { ROUNDING_MODES } from '@agora/platform/money';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { ChangeOutcome } from '../application/carry-out-change';
import {
  setCurrencyRate,
  setRegion,
  setShippingRate,
  setTaxRate,
  upsertPriceBook,
} from '../application/change-settings';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import type { PricingContext } from '../context';
import type { ShippingDraft } from '../domain/decide-settings';
import { STANDARD_TAX_CATEGORY } from '../domain/tax-rate';
import {
  CurrencyRateSetInput,
  PriceBookUpsertInput,
  RegionSettingSetInput,
  ShippingRateSetInput,
  TaxRateSetInput,
} from './inputs/settings.input';
import { presentBook, presentRefusal } from './present';
import { presentCurrencyRate, presentRegion, presentShippingRate } from './present-settings';
import { readMoney, readMoneyIfGiven, readRequest } from './read-change';
import {
  CurrencyRatePayload,
  PriceBookPayload,
  RegionSettingPayload,
  ShippingRatePayload,
  TaxRatePayload,
} from './types/settings.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Books, regions and rates set by staff. */
@Resolver()
export class SettingMutations {
  constructor(
    private readonly deps: PricingDeps,
    private readonly reader: PricingReader,
  ) {}

  @Directive(STAFF)
  @Mutation(() => PriceBookPayload, {
    description: 'Makes a price book, or changes all of one but its currency. Staff only.',
  })
  async priceBookUpsert(
    @Arg('input', () => PriceBookUpsertInput, { description: 'The book.' }) input: PriceBookUpsertInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PriceBookPayload> {
    const command = {
      id: input.id ?? undefined,
      name: input.name,
      region: input.region ?? undefined,
      channel: input.channel ?? undefined,
      segment: input.segment ?? undefined,
      currency: input.currencyCode,
      active: input.active ?? true,
    };
    const request = readRequest(context, info, input.idempotencyKey);
    const outcome = await upsertPriceBook(this.deps, command, request);
    const id = outcome.kind === 'done' ? outcome.id : command.id;
    const book = id === undefined ? undefined : await this.reader.priceBook(id);
    return { priceBook: book === undefined ? null : presentBook(book), userErrors: errorsOf(outcome) };
  }

  @Directive(STAFF)
  @Mutation(() => TaxRatePayload, {
    description: 'Sets the tax on a category of goods in a region. Staff only.',
  })
  async taxRateSet(
    @Arg('input', () => TaxRateSetInput, { description: 'The rate.' }) input: TaxRateSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TaxRatePayload> {
    const { region, basisPoints, inclusive } = input;
    const command = { region, category: input.category ?? STANDARD_TAX_CATEGORY, basisPoints, inclusive };
    const outcome = await setTaxRate(this.deps, command, readRequest(context, info, input.idempotencyKey));
    const rate = outcome.kind === 'done' ? await this.reader.taxRate(outcome.id) : undefined;
    return { taxRate: rate ?? null, userErrors: errorsOf(outcome) };
  }

  @Directive(STAFF)
  @Mutation(() => ShippingRatePayload, {
    description: 'Sets a way to send orders within a region, and what it costs. Staff only.',
  })
  async shippingRateSet(
    @Arg('input', () => ShippingRateSetInput, { description: 'The rate.' }) input: ShippingRateSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ShippingRatePayload> {
    const request = readRequest(context, info, input.idempotencyKey);
    const outcome = await setShippingRate(this.deps, readShipping(input), request);
    const rate = outcome.kind === 'done' ? await this.reader.shippingRate(outcome.id) : undefined;
    return {
      shippingRate: rate === undefined ? null : presentShippingRate(rate),
      userErrors: errorsOf(outcome),
    };
  }

  @Directive(STAFF)
  @Mutation(() => RegionSettingPayload, {
    description: 'Sets currency and rounding of a region; a new one is sold to from then on. Staff only.',
  })
  async regionSettingSet(
    @Arg('input', () => RegionSettingSetInput, { description: 'The region.' }) input: RegionSettingSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionSettingPayload> {
    const { region, currencyCode, roundingMode } = input;
    const command = { region, currency: currencyCode, roundingMode: roundingMode ?? ROUNDING_MODES[0] };
    const outcome = await setRegion(this.deps, command, readRequest(context, info, input.idempotencyKey));
    const setting = outcome.kind === 'done' ? await this.reader.region(outcome.id) : undefined;
    return {
      regionSetting: setting === undefined ? null : presentRegion(setting),
      userErrors: errorsOf(outcome),
    };
  }

  @Directive(STAFF)
  @Mutation(() => CurrencyRatePayload, {
    description:
      'Sets an exchange rate, which no provider replaces, or gives it back to the provider. Staff only.',
  })
  async currencyRateSet(
    @Arg('input', () => CurrencyRateSetInput, { description: 'The rate.' }) input: CurrencyRateSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CurrencyRatePayload> {
    const { base, quote } = input;
    const command = { base, quote, rate: input.rate ?? undefined };
    const outcome = await setCurrencyRate(
      this.deps,
      command,
      readRequest(context, info, input.idempotencyKey),
    );
    const rate = outcome.kind === 'done' ? await this.reader.currencyRate(base, quote) : undefined;
    return {
      currencyRate: rate === undefined ? null : presentCurrencyRate(rate),
      userErrors: errorsOf(outcome),
    };
  }
}

function errorsOf(outcome: ChangeOutcome): PriceBookPayload['userErrors'] {
  return outcome.kind === 'done' ? [] : [presentRefusal(outcome)];
}

function readShipping(input: ShippingRateSetInput): ShippingDraft {
  return {
    region: input.region,
    code: input.code,
    title: input.title,
    amount: readMoney(input.amount, 'input.amount'),
    freeFrom: readMoneyIfGiven(input.freeFrom, 'input.freeFrom'),
    estimatedDays: input.estimatedDays ?? undefined,
    position: input.position ?? 0,
    active: input.active ?? true,
  };
}
