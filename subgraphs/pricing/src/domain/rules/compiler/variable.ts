import type { Facts } from '../facts';
import { valueOf } from './compiled';
import type { Compiled, Local, Read } from './compiled';

const VARIABLES: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['region', ({ region }) => region],
  ['channel', ({ channel }) => channel],
  ['currency', ({ currency }) => currency],
  ['at', ({ at }) => at],
  ['line', ({ line }) => line],
  ['cart', ({ cart }) => cart],
  ['customer', ({ customer }) => customer],
]);

/** A variable of the language; undefined for its other names. */
export function compileVariable(name: string, type: string): Compiled | undefined {
  const read = VARIABLES.get(name);
  return read && { type, read, number: undefined, needs: new Set([name]), constant: undefined };
}

/** What a macro gave a name to. */
export function compileLocal(local: Local, type: string): Compiled {
  const number = type === 'int' ? () => local.number : undefined;
  return { type, read: () => valueOf(local), number, needs: new Set([local]), constant: undefined };
}

type NumberOf = (facts: Facts) => number;

/** Fields that most conditions are about, read at once. */
const FIELDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['line.sku', ({ line }) => line?.sku],
  ['line.category', ({ line }) => line?.category],
  ['line.quantity', ({ line }) => line?.quantity],
  ['line.subtotal', ({ line }) => line?.subtotal],
  ['line.attributes', ({ line }) => line?.attributes],
  ['cart.skus', ({ cart }) => cart?.skus],
  ['cart.subtotal', ({ cart }) => cart?.subtotal],
  ['cart.quantity', ({ cart }) => cart?.quantity],
  ['customer.segments', ({ customer }) => customer.segments],
]);

const NUMBERS: ReadonlyMap<string, NumberOf> = new Map<string, NumberOf>([
  ['line.quantity', ({ line }) => line?.quantityNumber ?? NaN],
  ['line.subtotal', ({ line }) => line?.subtotalNumber ?? NaN],
  ['cart.quantity', ({ cart }) => cart?.quantityNumber ?? NaN],
  ['cart.subtotal', ({ cart }) => cart?.subtotalNumber ?? NaN],
]);

/** A field of a variable, by both their names. */
export function compileField(variable: string, field: string, type: string): Compiled | undefined {
  const path = `${variable}.${field}`;
  const read = FIELDS.get(path);
  return read && { type, read, number: NUMBERS.get(path), needs: new Set([variable]), constant: undefined };
}
