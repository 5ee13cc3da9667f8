import { AppError, badInput } from '@agora/platform/errors';
import { isCurrency, parseDecimal } from '@agora/platform/money';
import type { AddressDraft } from '../domain/address';
import type { DirectOrder } from '../domain/order-draft';
import type { LineAttribute } from '../domain/order-line';
import { checkAddress, checkEmail } from './check-contact';

/** What staff asks for, as it was sent. */
export interface DirectOrderInput {
  readonly customerId: string | null;
  readonly email: string | null;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    /** What the customer was told a unit costs. */
    readonly unitPrice: { readonly amount: string; readonly currencyCode: string } | null;
    readonly attributes: readonly LineAttribute[];
  }[];
  readonly shippingAddress: AddressDraft;
  readonly billingAddress: AddressDraft | null;
}

export interface AskedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly attributes: readonly LineAttribute[];
  /** Minor units of the order's currency; null when nothing was told. */
  readonly toldUnitPriceMinor: bigint | null;
}

/** A direct order that is well formed. */
export type AskedOrder = Omit<DirectOrder, 'lines'> & { readonly lines: readonly AskedLine[] };

const MAX_LINES = 250;
const MAX_ATTRIBUTES = 20;
const MAX_NAME = 64;
const MAX_VALUE = 1_000;
const MAX_CUSTOMER_ID = 200;

/**
 * What staff asks for, checked.
 *
 * @throws AppError `BAD_USER_INPUT` naming the field: a text out of bounds, a currency that is none, an e-mail or address
 *   that cannot be used, no line or more than 250, a line that is there twice, a told price in another currency.
 */
export function readDirectOrder(input: DirectOrderInput): AskedOrder {
  const { customerId, email, storeId, channel, region, currency } = input;
  if (customerId !== null) checkName('input.customerId', customerId, MAX_CUSTOMER_ID);
  checkEmail(email);
  checkName('input.storeId', storeId);
  checkName('input.channel', channel);
  checkName('input.region', region);
  if (!isCurrency(currency)) throw badInput('input.currencyCode', 'is not a known currency code');
  const { shippingAddress, billingAddress } = input;
  return {
    ...{ customerId, email, storeId, channel, region, currency },
    shippingAddress: checkAddress(shippingAddress, 'input.shippingAddress'),
    billingAddress: billingAddress === null ? null : checkAddress(billingAddress, 'input.billingAddress'),
    lines: readLines(input.lines, currency),
  };
}

type InputLine = DirectOrderInput['lines'][number];

function readLines(lines: readonly InputLine[], currency: string): readonly AskedLine[] {
  if (lines.length < 1 || lines.length > MAX_LINES)
    throw badInput('input.lines', `must have 1 to ${String(MAX_LINES)} entries`);
  const seen = new Set<string>();
  return lines.map(({ sku, quantity, attributes, unitPrice }, index) => {
    const at = `input.lines.${String(index)}`;
    checkName(`${at}.sku`, sku);
    checkAttributes(`${at}.attributes`, attributes);
    const identity = identityOf(sku, attributes);
    if (seen.has(identity)) throw badInput(`${at}.sku`, 'is named twice with the same attributes');
    seen.add(identity);
    return {
      sku,
      quantity,
      attributes,
      toldUnitPriceMinor: readTold(`${at}.unitPrice`, unitPrice, currency),
    };
  });
}

function identityOf(sku: string, attributes: readonly LineAttribute[]): string {
  const pairs = attributes.map(({ key, value }) => [key, value] as const);
  return JSON.stringify([sku, pairs.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function readTold(field: string, told: InputLine['unitPrice'], currency: string): bigint | null {
  if (told === null) return null;
  if (told.currencyCode !== currency) throw badInput(`${field}.currencyCode`, `the order is in ${currency}`);
  const amountMinor = minorOf(field, told.amount, currency);
  if (amountMinor < 0n) throw badInput(`${field}.amount`, 'must not be negative');
  return amountMinor;
}

function minorOf(field: string, amount: string, currency: string): bigint {
  try {
    return parseDecimal(amount, currency).amountMinor;
  } catch (error) {
    const [problem] = error instanceof AppError ? (error.details ?? []) : [];
    throw problem === undefined ? error : badInput(`${field}.${problem.field}`, problem.message);
  }
}

function checkAttributes(field: string, attributes: readonly LineAttribute[]): void {
  if (attributes.length > MAX_ATTRIBUTES)
    throw badInput(field, `must have at most ${String(MAX_ATTRIBUTES)} entries`);
  if (new Set(attributes.map(({ key }) => key)).size !== attributes.length)
    throw badInput(field, 'must not name a key twice');
  for (const [index, { key, value }] of attributes.entries()) {
    checkName(`${field}.${String(index)}.key`, key);
    if (value.length > MAX_VALUE || hasControls(value))
      throw badInput(
        `${field}.${String(index)}.value`,
        `must have at most ${String(MAX_VALUE)} characters, none of them a control character`,
      );
  }
}

function checkName(field: string, text: string, longest = MAX_NAME): void {
  if (text.length < 1 || text.length > longest || hasControls(text))
    throw badInput(field, `must have 1 to ${String(longest)} characters, none of them a control character`);
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
