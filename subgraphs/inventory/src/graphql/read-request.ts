import type { GraphQLResolveInfo } from 'graphql';
import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { StaffRequest } from '../application/staff-request';
import type { StockRequest } from '../application/write-stock';
import type { InventoryContext } from '../context';
import { MAX_CODE_LENGTH, MAX_SKU_LENGTH, textProblem } from '../domain/text-rules';
import type { Market } from '../domain/availability';
import { headersOf } from './event-origin';

const MAX_KEY_LENGTH = 200;

/** Who asks. */
export function readStaffRequest(context: InventoryContext): StaffRequest {
  return {
    actor: actorOf(context.viewer),
    correlationId: context.correlationId,
    headers: headersOf(context, {}),
  };
}

/**
 * Who asks, and under which key. The key of the input wins over the header; the header's is made one per mutation of
 * the document by the response name.
 * @throws AppError `BAD_USER_INPUT` for a key that is empty, longer than 200 characters or has control characters.
 */
export function readRequest(
  context: InventoryContext,
  info: GraphQLResolveInfo,
  inputKey: string | null | undefined,
): StockRequest {
  const headerKey =
    context.idempotencyKey === undefined ? undefined : `${context.idempotencyKey}#${String(info.path.key)}`;
  const idempotencyKey = inputKey ?? headerKey;
  checkArgument('input.idempotencyKey', idempotencyKey, MAX_KEY_LENGTH);
  return { ...readStaffRequest(context), idempotencyKey };
}

/** Where the answer should hold: what was asked, else what the request says, else the shop's region. */
export function readMarket(
  asked: { readonly region?: string | null | undefined; readonly storeId?: string | null },
  { shop }: Pick<InventoryContext, 'shop'>,
  defaultRegion: string,
): Market {
  return {
    region: asked.region ?? shop.region ?? defaultRegion,
    storeId: asked.storeId ?? shop.storeId,
  };
}

/** @throws AppError `BAD_USER_INPUT` for a text that is empty, too long or has control characters. */
export function checkArgument(field: string, text: string | null | undefined, maxLength: number): void {
  const problem = text == null ? undefined : textProblem(text, maxLength);
  if (problem !== undefined) throw badInput(field, problem);
}

/** @throws AppError `BAD_USER_INPUT` as {@link checkArgument}. */
export function checkSku(field: string, sku: string): void {
  checkArgument(field, sku, MAX_SKU_LENGTH);
}

/** A region or location somebody asks for. @throws AppError `BAD_USER_INPUT` as {@link checkArgument}. */
export function readCode(field: string, code: string | null | undefined): string | undefined {
  checkArgument(field, code, MAX_CODE_LENGTH);
  return code ?? undefined;
}
