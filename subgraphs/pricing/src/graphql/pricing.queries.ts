import type { CartQuote } from '@agora/contracts/pricing/cart-quote';
import { readPage, toConnection } from '@agora/platform/paging';
import { JsonScalar } from '@agora/platform/schema';
import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import type { PriceIndex } from '../application/price-index';
import type { PricingReader } from '../application/reading';
import type { PricingContext } from '../context';
import { CartQuoteInput } from './inputs/cart-quote.input';
import { PriceContextInput } from './inputs/price-context.input';
import { PriceQuoteInput } from './inputs/price-quote.input';
import { presentBook } from './present';
import type { PriceLookup } from './price-lookup';
import { PriceBookConnection } from './types/price-book.type';
import { PriceQuote } from './types/price-quote.type';
import { TaxRate } from './types/tax-rate.type';
import { VariantPrice } from './types/variant-price.type';

/** Root queries. */
@Resolver()
export class PricingQueries {
  constructor(
    private readonly prices: PriceLookup,
    private readonly index: PriceIndex,
    private readonly reader: PricingReader,
  ) {}

  @Query(() => VariantPrice, { nullable: true, description: 'What a sku costs; null where it has no price.' })
  price(
    @Arg('sku', () => String, { description: "The variant's sku." }) sku: string,
    @Arg('context', () => PriceContextInput, { nullable: true, description: 'For whom, where and when.' })
    asked: PriceContextInput | null,
    @Ctx() context: PricingContext,
  ): Promise<VariantPrice | null> {
    return this.prices.price(sku, asked ?? {}, context);
  }

  @Query(() => PriceQuote, {
    nullable: true,
    description:
      'A signed quote of up to 250 lines. BAD_USER_INPUT with one detail per line when a sku has no price here.',
  })
  priceQuote(
    @Arg('input', () => PriceQuoteInput, { description: 'What to quote, and for whom.' })
    input: PriceQuoteInput,
    @Ctx() context: PricingContext,
  ): Promise<PriceQuote> {
    return this.prices.quote(input, context);
  }

  @Directive('@inaccessible')
  @Query(() => JsonScalar, {
    nullable: true,
    description: '`priceQuote` for carts, as rows and unsigned: `CartQuote` of the contracts. For services.',
  })
  cartQuote(
    @Arg('input', () => CartQuoteInput, { description: 'What to quote, and for whom.' })
    input: CartQuoteInput,
    @Ctx() context: PricingContext,
  ): Promise<CartQuote> {
    return this.prices.cartQuote(input, context);
  }

  @Query(() => [TaxRate], { nullable: true, description: 'Tax rates of a region, or of all, by category.' })
  taxRates(
    @Arg('region', () => String, { nullable: true, description: 'Tenant region; default all.' })
    region: string | null,
  ): readonly TaxRate[] {
    return this.index.taxRates(region ?? undefined);
  }

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Query(() => PriceBookConnection, { nullable: true, description: 'Price books by name. Staff only.' })
  async priceBooks(
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start behind.' })
    after: string | null,
  ): Promise<PriceBookConnection> {
    const page = readPage({ first, after });
    const rows = await this.reader.priceBooks(page);
    return toConnection(rows.map(presentBook), page, ({ name }) => [name]);
  }
}

@Resolver(() => PriceBookConnection)
export class PriceBookConnectionFields {
  constructor(private readonly reader: PricingReader) {}

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(): Promise<number> {
    return this.reader.countPriceBooks();
  }
}
