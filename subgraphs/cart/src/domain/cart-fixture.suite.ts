import { idFrom } from '@agora/platform/ids';
import type { WantedLine } from './add-lines';
import { attributesHash } from './attributes';
import type { Cart, CartLine, LineAttribute } from './cart';
import type { Decision, LinesChange } from './change';

const NOW = new Date('2026-01-15T12:00:00.000Z');

/** A line as it is stored; its id and variant follow from sku and attributes. */
export function cartLine(
  sku: string,
  quantity = 1,
  attributes: readonly LineAttribute[] = [],
  over: Partial<CartLine> = {},
): CartLine {
  return {
    id: idFrom(`line:${sku}:${JSON.stringify(attributes)}`),
    variantId: idFrom(`variant:${sku}`),
    sku,
    attributesHash: attributesHash(attributes),
    quantity,
    unitPriceMinor: 1_000n,
    previousPriceMinor: null,
    acceptedPriceMinor: 1_000n,
    priceValidUntil: NOW,
    pricedQuantity: quantity,
    snapshot: { title: sku, imageUrl: null, taxCategory: 'standard', attributes },
    reservedAt: null,
    addedAt: NOW,
    updatedAt: NOW,
    ...over,
  };
}

export function cartWith(lines: readonly CartLine[], over: Partial<Cart> = {}): Cart {
  return {
    id: idFrom('cart'),
    version: 7,
    pricedVersion: 7,
    status: 'ACTIVE',
    customerId: null,
    sessionId: idFrom('session'),
    storeId: 'main',
    channel: 'web',
    region: 'US',
    currency: 'USD',
    lines,
    cost: null,
    reservedUntil: null,
    lockedByOrderId: null,
    couponCodes: [],
    problems: [],
    ...over,
  };
}

/** A line to add whose variant the catalog sells. */
export function wantedLine(
  sku: string,
  quantity = 1,
  attributes: readonly LineAttribute[] = [],
  over: Partial<WantedLine> = {},
): WantedLine {
  return {
    newLineId: idFrom(`new:${sku}:${JSON.stringify(attributes)}`),
    sku,
    quantity,
    attributes,
    attributesHash: attributesHash(attributes),
    variant: {
      variantId: idFrom(`variant:${sku}`),
      title: sku,
      imageUrl: null,
      taxCategory: 'standard',
      isSellable: true,
    },
    ...over,
  };
}

/** @throws Error when nothing was decided. */
export function changeOf(decision: Decision): LinesChange {
  if (decision.kind !== 'changed') throw new Error(`expected a change, got ${JSON.stringify(decision)}`);
  return decision.change;
}

/** The cart after the change, as persistence leaves it. */
export function applied(cart: Cart, change: LinesChange): Cart {
  const changed = new Map(change.lines.map((line) => [line.id, line]));
  const kept = cart.lines
    .filter((line) => !change.removed.some((gone) => gone.id === line.id))
    .map((line) => ({ ...line, quantity: changed.get(line.id)?.quantity ?? line.quantity }));
  const added = change.lines
    .filter((line) => !cart.lines.some((before) => before.id === line.id))
    .map((line) => ({ ...cartLine(line.sku, line.quantity), ...line }));
  return { ...cart, version: cart.version + 1, lines: [...kept, ...added] };
}
