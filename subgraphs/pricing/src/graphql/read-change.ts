import { actorOf } from '@agora/platform/auth';
import { AppError, badInput } from '@agora/platform/errors';
import { isCurrency, parseDecimal } from '@agora/platform/money';
import type { Money } from '@agora/platform/money';
import type { MoneyInput } from '@agora/platform/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { ChangeRequest } from '../application/ports';
import type { PricingContext } from '../context';

const MAX_KEY_LENGTH = 200;

/**
 * Who asks for a change. The key of the input wins over the header; the header's is made one per mutation of the
 * document by the response name.
 * @throws AppError `BAD_USER_INPUT` for a key that is empty, longer than 200 characters or has a control character.
 */
export function readRequest(
  { viewer, correlationId, traceparent, idempotencyKey: header }: PricingContext,
  info: GraphQLResolveInfo,
  inputKey: string | null | undefined,
): ChangeRequest {
  const idempotencyKey =
    inputKey ?? (header === undefined ? undefined : `${header}#${String(info.path.key)}`);
  if (idempotencyKey !== undefined && !isKey(idempotencyKey)) {
    const message = `must have 1 to ${String(MAX_KEY_LENGTH)} characters, none of them a control character`;
    throw badInput('input.idempotencyKey', message);
  }
  return { actor: actorOf(viewer), correlationId, traceparent, idempotencyKey };
}

function isKey(text: string): boolean {
  return text !== '' && text.length <= MAX_KEY_LENGTH && !/\p{Cc}/u.test(text);
}

/**
 * An amount of the input as the domain knows it.
 * @param path where it is in the input, e.g. `input.rule.adjustment`.
 * @throws AppError `BAD_USER_INPUT` for an unknown currency, more decimals than it has, or an amount beyond 64 bits; the
 *   detail names the field by its whole path.
 */
export function readMoney({ amount, currencyCode }: MoneyInput, path: string): Money {
  if (!isCurrency(currencyCode)) throw badInput(`${path}.currencyCode`, 'is not a known currency code');
  try {
    return parseDecimal(amount, currencyCode);
  } catch (error) {
    const problem = error instanceof AppError ? error.details?.[0] : undefined;
    throw problem === undefined ? error : badInput(`${path}.amount`, problem.message);
  }
}

/** As {@link readMoney}; undefined for what was not given. */
export function readMoneyIfGiven(input: MoneyInput | null | undefined, path: string): Money | undefined {
  return input == null ? undefined : readMoney(input, path);
}

/** As {@link readMoney}; undefined keeps what is there, null takes it away. */
export function readMoneyChange(
  input: MoneyInput | null | undefined,
  path: string,
): Money | null | undefined {
  return input == null ? input : readMoney(input, path);
}
