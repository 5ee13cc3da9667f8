import { MAX_LINE_QUANTITY } from './cart';
import type { Cart, CartLine } from './cart';
import { rejected } from './change';
import type { ChangedLine, Decision } from './change';
import type { CartRejection } from './rejections';

/** A new absolute quantity for a line, named by its id or by a sku that only one line has. Zero removes it. */
export interface WantedQuantity {
  readonly lineId: string | null;
  readonly sku: string | null;
  readonly quantity: number;
}

/** Sets quantities. Does not commute: what it needs more depends on the state it meets. */
export function decideSetQuantities(cart: Cart, wanted: readonly WantedQuantity[]): Decision {
  const rejections: CartRejection[] = [];
  const targets = new Map<string, number>();
  for (const [index, { lineId, sku, quantity }] of wanted.entries()) {
    const line = findLine(cart, lineId, sku);
    if (quantity < 0 || quantity > MAX_LINE_QUANTITY)
      rejections.push({ kind: 'QUANTITY_OUT_OF_RANGE', index, quantity });
    else if (line === undefined) rejections.push({ kind: 'LINE_NOT_FOUND', index });
    else targets.set(line.id, quantity);
  }
  if (rejections.length > 0) return rejected(...rejections);
  const removed = cart.lines.filter((line) => targets.get(line.id) === 0);
  const lines = cart.lines.flatMap((line): ChangedLine[] => {
    const quantity = targets.get(line.id) ?? line.quantity;
    return quantity === 0 || quantity === line.quantity
      ? []
      : [{ ...line, quantity, delta: quantity - line.quantity }];
  });
  if (lines.length === 0 && removed.length === 0) return { kind: 'unchanged' };
  const resulting = cart.lines
    .map((line) => ({ ...line, quantity: targets.get(line.id) ?? line.quantity }))
    .filter((line) => line.quantity > 0);
  return {
    kind: 'changed',
    change: { cause: lines.length > 0 ? 'LINES_UPDATED' : 'LINES_REMOVED', lines, removed, resulting },
  };
}

function findLine(cart: Cart, lineId: string | null, sku: string | null): CartLine | undefined {
  if (lineId !== null) return cart.lines.find((line) => line.id === lineId);
  const ofSku = cart.lines.filter((line) => line.sku === sku);
  return ofSku.length === 1 ? ofSku[0] : undefined;
}
