import { AppError, badInput } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { DirectOrderRefusal } from '../domain/direct-order-refusals';
import { draftOfDirectOrder } from '../domain/order-draft';
import type { DirectOrder, OrderDraft } from '../domain/order-draft';
import type { Catalog, CatalogVariant, PriceQuote, Pricing } from './ports';
import type { AskedLine, AskedOrder } from './read-direct-order';

export type DraftedOrder =
  | { readonly kind: 'drafted'; readonly draft: OrderDraft }
  | { readonly kind: 'refused'; readonly refusals: readonly DirectOrderRefusal[] };

export type DraftDirectOrder = (
  request: { readonly asked: AskedOrder; readonly hasPayment: boolean },
  context: OperationContext,
) => Promise<DraftedOrder>;

export interface DraftDirectOrderDeps {
  readonly catalog: Catalog;
  readonly pricing: Pick<Pricing, 'ask'>;
}

/** Most units of a line, as in a cart. */
const MAX_QUANTITY = 100;

/**
 * Names the lines as catalog does and prices them as pricing does, promotions included; the prices are signed. Has no
 * effect. A price that the customer was told is an upper limit and never becomes the price.
 *
 * @throws AppError `BAD_USER_INPUT` for a region pricing does not know; the codes of catalog and pricing (retriable).
 */
export function draftDirectOrder({ catalog, pricing }: DraftDirectOrderDeps): DraftDirectOrder {
  return async ({ asked, hasPayment }, context) => {
    const tooMany = about(asked.lines, ({ quantity }) =>
      quantity < 1 || quantity > MAX_QUANTITY ? 'quantityOutOfRange' : undefined,
    );
    if (tooMany.length > 0) return refused(tooMany);
    const skus = [...new Set(asked.lines.map(({ sku }) => sku))];
    const variants = await catalog.find(skus, context);
    const unsold = about(asked.lines, ({ sku }) => whyUnsold(variants.get(sku)));
    if (unsold.length > 0) return refused(unsold);
    const order = { ...asked, lines: asked.lines.map((line) => named(line, variants)) };
    const answer = await pricing.ask({ ...order, couponCodes: [], shippingOptionId: null }, context);
    switch (answer.kind) {
      case 'unknownRegion':
        throw badInput('input.region', 'is not a region of this shop');
      case 'unpriced': {
        const lines = answer.lines.length > 0 ? answer.lines : [0];
        return refused(lines.map((line) => ({ kind: 'linePriceUnavailable', line })));
      }
      case 'quoted':
        return priced(asked, { order, quote: answer.quote, hasPayment });
    }
  };
}

interface Quoted {
  readonly order: DirectOrder;
  readonly quote: PriceQuote;
  readonly hasPayment: boolean;
}

function priced({ lines }: AskedOrder, { order, quote, hasPayment }: Quoted): DraftedOrder {
  const draft = draftOfDirectOrder(order, quote);
  if (draft === undefined) throw new AppError('INTERNAL', `quote ${quote.id} does not fit the order`);
  const { totalMinor } = draft.totals;
  const { currency } = draft;
  const above = draft.lines.flatMap(({ unitPriceMinor }, line): DirectOrderRefusal[] => {
    const told = lines[line]?.toldUnitPriceMinor ?? null;
    return told === null || unitPriceMinor <= told
      ? []
      : [{ kind: 'unitPriceAboveTold', line, unitPriceMinor, totalMinor, currency }];
  });
  if (above.length > 0) return refused(above);
  return totalMinor > 0n && !hasPayment
    ? refused([{ kind: 'paymentTokenMissing' }])
    : { kind: 'drafted', draft };
}

type AboutLine = Extract<DirectOrderRefusal, { readonly line: number }>['kind'];

function about<Kind extends Exclude<AboutLine, 'unitPriceAboveTold'>>(
  lines: readonly AskedLine[],
  whatIsWrong: (line: AskedLine) => Kind | undefined,
): { readonly kind: Kind; readonly line: number }[] {
  return lines.flatMap((asked, line) => {
    const kind = whatIsWrong(asked);
    return kind === undefined ? [] : [{ kind, line }];
  });
}

function whyUnsold(
  variant: CatalogVariant | undefined,
): 'variantNotFound' | 'variantUnavailable' | undefined {
  if (variant === undefined) return 'variantNotFound';
  return variant.isSold ? undefined : 'variantUnavailable';
}

function named(
  { sku, quantity, attributes }: AskedLine,
  variants: ReadonlyMap<string, CatalogVariant>,
): DirectOrder['lines'][number] {
  const { variantId = '', title = sku } = variants.get(sku) ?? {};
  return { id: newId(), sku, variantId, title, quantity, attributes };
}

function refused(refusals: readonly DirectOrderRefusal[]): DraftedOrder {
  return { kind: 'refused', refusals };
}
