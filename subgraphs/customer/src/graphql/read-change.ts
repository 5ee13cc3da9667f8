import type { GraphQLResolveInfo } from 'graphql';
import { actorOf, isStaff } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { AddressInput } from '@agora/platform/schema';
import type { ChangeRequest } from '../application/ports';
import type { CustomerContext } from '../context';
import type { PostalAddress } from '../domain/customer';

const MAX_KEY_LENGTH = 200;

/**
 * Who asks for a change. The key of the input wins over the header; the header's is made one per mutation of the
 * document by the response name.
 * @throws AppError `BAD_USER_INPUT` for a key that is empty or longer than 200 characters.
 */
export function readRequest(
  context: CustomerContext,
  info: GraphQLResolveInfo,
  inputKey?: string | null,
): ChangeRequest {
  const headerKey =
    context.idempotencyKey === undefined ? undefined : `${context.idempotencyKey}#${String(info.path.key)}`;
  const key = inputKey ?? headerKey;
  if (key !== undefined && (key === '' || key.length > MAX_KEY_LENGTH))
    throw badInput('input.idempotencyKey', 'must have 1 to 200 characters');
  const { viewer, correlationId, traceparent } = context;
  return {
    actor: actorOf(viewer),
    isStaff: isStaff(viewer),
    customerId: viewer.customerId,
    correlationId,
    traceparent,
    idempotencyKey: key,
  };
}

/** An address as the domain keeps it: surrounding space removed, empty as null, the country in upper case. */
export function readAddress(input: AddressInput): PostalAddress {
  const text = (value: string | null | undefined): string | null => {
    const trimmed = value?.trim() ?? '';
    return trimmed === '' ? null : trimmed;
  };
  return {
    firstName: text(input.firstName),
    lastName: text(input.lastName),
    company: text(input.company),
    line1: input.line1.trim(),
    line2: text(input.line2),
    city: input.city.trim(),
    province: text(input.province),
    postalCode: text(input.postalCode),
    countryCode: input.countryCode.trim().toUpperCase(),
    phone: text(input.phone),
  };
}
