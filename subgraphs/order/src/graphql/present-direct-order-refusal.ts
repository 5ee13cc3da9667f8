import { basicUserError, presentMoney } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { DirectOrderRefusal } from '../domain/direct-order-refusals';
import type { CheckoutRefusal } from '../domain/refusals';
import { presentRefusal } from './present-refusal';
import { PriceChangedError } from './types/user-errors.type';

/** Why a direct order was not made, as the API tells it; the codes are listed in docs/errors.md. */
export function presentDirectOrderRefusal(refusal: DirectOrderRefusal | CheckoutRefusal): UserError {
  switch (refusal.kind) {
    case 'quantityOutOfRange':
      return basicUserError('QUANTITY_OUT_OF_RANGE', 'It must be from 1 to 100.', line(refusal, 'quantity'));
    case 'variantNotFound':
      return basicUserError('VARIANT_NOT_FOUND', 'There is no such variant.', line(refusal, 'sku'));
    case 'variantUnavailable':
      return basicUserError('VARIANT_UNAVAILABLE', 'It is not sold.', line(refusal, 'sku'));
    case 'linePriceUnavailable':
      return basicUserError('PRICE_UNAVAILABLE', 'It has no price here.', line(refusal, 'sku'));
    case 'unitPriceAboveTold':
      return priceChanged(refusal);
    case 'paymentTokenMissing':
      return basicUserError('PAYMENT_TOKEN_REQUIRED', 'The order costs something.', [
        'input',
        'paymentToken',
      ]);
    case 'promotionUnavailable':
      return basicUserError(
        'PROMOTION_UNAVAILABLE',
        'A discount of the order can no longer be had: send it again, it is priced without it.',
      );
    case 'sessionBusy':
      return presentRefusal({ kind: 'keyInProgress' });
    default:
      return presentRefusal(refusal);
  }
}

function line({ line: index }: { readonly line: number }, field: string): string[] {
  return ['input', 'lines', String(index), field];
}

function priceChanged(
  refusal: Extract<DirectOrderRefusal, { readonly kind: 'unitPriceAboveTold' }>,
): PriceChangedError {
  const { unitPriceMinor, totalMinor, currency } = refusal;
  const { amount } = presentMoney({ amountMinor: unitPriceMinor, currency });
  return Object.assign(new PriceChangedError(), {
    code: 'PRICE_CHANGED',
    message: `A unit costs ${amount} ${currency} now.`,
    field: line(refusal, 'unitPrice'),
    acceptedTotal: null,
    currentTotal: presentMoney({ amountMinor: totalMinor, currency }),
  });
}
