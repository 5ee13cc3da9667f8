import { assertNever } from '@agora/platform/errors';
import { basicUserError, versionConflict } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { CartRejection } from '../domain/rejections';
import { CouponRejectedError, InsufficientStockError } from './types/payloads.type';

/** The input fields that refusals name. */
export interface RejectionFields {
  /** For a refusal about the lines as a whole. Default: `input.lines`, and the entry for one line. */
  readonly lines?: readonly string[];
  /** For a refusal about the cart. Default: `input.cartId`. */
  readonly cart?: readonly string[];
}

const INPUT_LINES: readonly string[] = ['input', 'lines'];
const INPUT_CART: readonly string[] = ['input', 'cartId'];
const INPUT_KEY = ['input', 'idempotencyKey'];
const INPUT_CODE = ['input', 'code'];

type Of<Kind extends CartRejection['kind']> = Extract<CartRejection, { readonly kind: Kind }>;
type LineRejection = Extract<CartRejection, { readonly index: number }>;
type CouponRejection = Of<'COUPON_NOT_APPLICABLE' | 'COUPON_NOT_FOUND' | 'TOO_MANY_COUPONS'>;
type LinesRejection = Of<'TOO_MANY_LINES' | 'PRICE_UNAVAILABLE' | 'INSUFFICIENT_STOCK'>;

/** A refusal as a user error. */
export function presentRejection(rejection: CartRejection, fields: RejectionFields = {}): UserError {
  const about = fields.lines ?? INPUT_LINES;
  switch (rejection.kind) {
    case 'QUANTITY_OUT_OF_RANGE':
    case 'LINE_NOT_FOUND':
    case 'VARIANT_NOT_FOUND':
    case 'VARIANT_UNAVAILABLE':
      return presentLineRejection(rejection, about);
    case 'TOO_MANY_LINES':
    case 'PRICE_UNAVAILABLE':
    case 'INSUFFICIENT_STOCK':
      return presentLinesRejection(rejection, about);
    default:
      return isAboutCoupon(rejection)
        ? presentCouponRejection(rejection)
        : presentCartRejection(rejection, fields.cart ?? INPUT_CART);
  }
}

function presentCartRejection(
  rejection: Exclude<CartRejection, LineRejection | LinesRejection | CouponRejection>,
  about: readonly string[],
): UserError {
  const { kind } = rejection;
  switch (kind) {
    case 'CART_NOT_FOUND':
      return basicUserError(kind, 'There is no such cart.', [...about]);
    case 'CART_LOCKED':
      return basicUserError(kind, 'The cart is being paid for.', [...about]);
    case 'CART_CLOSED':
      return basicUserError(kind, `The cart is ${rejection.status} and cannot be changed.`, [...about]);
    case 'CART_ALREADY_EXISTS':
      return basicUserError(kind, 'There is an open cart in this store and channel already.');
    case 'BACKUP_NOT_FOUND':
      return basicUserError(kind, 'There is no such backup.', ['input', 'backupId']);
    case 'CART_NOT_SAVED':
      return basicUserError(kind, 'The cart was not put aside.', [...about]);
    case 'CART_BUSY':
      return basicUserError(kind, 'The cart is being changed by others too often; try again.');
    case 'REGION_IMMUTABLE':
      return basicUserError(kind, `The cart is in ${rejection.region} and stays there.`, ['input', 'region']);
    case 'VERSION_CONFLICT':
      return versionConflict(rejection.expectedVersion, rejection.currentVersion);
    case 'IDEMPOTENCY_IN_PROGRESS':
      return basicUserError(kind, 'The same request is being carried out; try again.', INPUT_KEY);
    case 'IDEMPOTENCY_KEY_REUSED':
      return basicUserError(kind, 'The key was used for another request.', INPUT_KEY);
    default:
      return assertNever(rejection);
  }
}

const ABOUT_COUPONS: ReadonlySet<CartRejection['kind']> = new Set<CouponRejection['kind']>([
  'COUPON_NOT_APPLICABLE',
  'COUPON_NOT_FOUND',
  'TOO_MANY_COUPONS',
]);

function isAboutCoupon(rejection: CartRejection): rejection is CouponRejection {
  return ABOUT_COUPONS.has(rejection.kind);
}

function presentCouponRejection({ kind }: CouponRejection): UserError {
  switch (kind) {
    case 'COUPON_NOT_APPLICABLE':
      return Object.assign(new CouponRejectedError(), {
        code: kind,
        message: 'The coupon cannot be used for this cart.',
        field: INPUT_CODE,
      });
    case 'COUPON_NOT_FOUND':
      return basicUserError(kind, 'The cart has no such coupon.', INPUT_CODE);
    case 'TOO_MANY_COUPONS':
      return basicUserError(kind, 'A cart has at most 5 coupons.', INPUT_CODE);
  }
}

function presentLinesRejection(rejection: LinesRejection, about: readonly string[]): UserError {
  switch (rejection.kind) {
    case 'TOO_MANY_LINES':
      return basicUserError(rejection.kind, 'A cart has at most 250 lines.', [...about]);
    case 'PRICE_UNAVAILABLE':
      return basicUserError(rejection.kind, `${rejection.sku} has no price for this cart.`, [...about]);
    case 'INSUFFICIENT_STOCK':
      return Object.assign(new InsufficientStockError(), {
        code: rejection.kind,
        message: `${String(rejection.available)} of ${rejection.sku} can be had.`,
        field: [...about],
        sku: rejection.sku,
        requestedQuantity: rejection.requested,
        availableQuantity: rejection.available,
      });
  }
}

function presentLineRejection(rejection: LineRejection, about: readonly string[]): UserError {
  const at = (...rest: string[]): string[] =>
    about === INPUT_LINES ? [...about, String(rejection.index), ...rest] : [...about];
  switch (rejection.kind) {
    case 'QUANTITY_OUT_OF_RANGE':
      return basicUserError(rejection.kind, 'A line has 1 to 100 units.', at('quantity'));
    case 'LINE_NOT_FOUND':
      return basicUserError(rejection.kind, 'The cart has no such line.', at());
    case 'VARIANT_NOT_FOUND':
      return basicUserError(rejection.kind, `There is no variant ${rejection.sku}.`, at('sku'));
    case 'VARIANT_UNAVAILABLE':
      return basicUserError(rejection.kind, `${rejection.sku} is not for sale.`, at('sku'));
  }
}
