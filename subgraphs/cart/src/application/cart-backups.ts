import { carryOutOnce, idempotencyScope, patientClaims } from '@agora/platform/idempotency';
import type { Idempotency } from '@agora/platform/idempotency';
import { isUuid, newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { attributesHash } from '../domain/attributes';
import type { WantedLine } from '../domain/add-lines';
import { rejected } from '../domain/change';
import { ownsCart } from '../domain/ownership';
import type { CartRejection } from '../domain/rejections';
import { decideReplaceLines, splitSold } from '../domain/replace-lines';
import type { BackupOutcome, BackupStore } from './backup-ports';
import { changeLines } from './change-lines';
import type { ChangeLinesDeps } from './change-lines';
import { checkKey } from './check-input';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { VariantCatalog } from './ports';

export interface BackupDeps extends ChangeLinesDeps {
  readonly backups: BackupStore;
  readonly variants: VariantCatalog;
  readonly idempotency: Idempotency;
}

export interface CreateBackupCommand {
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/** Keeps the lines of the viewer's cart as they are now; the ten newest backups of a cart are kept. */
export async function createBackup(
  deps: BackupDeps,
  command: CreateBackupCommand,
  context: OperationContext,
): Promise<BackupOutcome> {
  const { cartId, expectedVersion, idempotencyKey: key } = command;
  const cart = isUuid(cartId) ? await deps.store.read(cartId) : undefined;
  if (cart === undefined || !ownsCart(context.viewer, cart.owner, deps.clock.now()))
    return no('CART_NOT_FOUND');
  if (key !== null) checkKey(key);
  const request =
    key === null
      ? undefined
      : {
          scope: idempotencyScope(context.viewer),
          operation: 'cartBackupCreate',
          key,
          input: { cartId, expectedVersion },
        };
  const backup = { id: newId(), cartId, sessionId: context.viewer.sessionId ?? cart.sessionId };
  const claims = patientClaims(deps.idempotency, context.deadline);
  const result = await carryOutOnce(claims, request, (complete) =>
    deps.backups.create(
      backup,
      ({ version }) =>
        expectedVersion === null || expectedVersion === version
          ? undefined
          : { kind: 'VERSION_CONFLICT', expectedVersion, currentVersion: version },
      (tx) => complete(tx, { backupId: backup.id }),
    ),
  );
  if (result.kind === 'carriedOut') return result.value;
  if (result.kind === 'inProgress') return no('IDEMPOTENCY_IN_PROGRESS');
  if (result.kind === 'reused') return no('IDEMPOTENCY_KEY_REUSED');
  const made = await deps.backups.read(String(result.outcome['backupId']));
  return made === undefined ? no('BACKUP_NOT_FOUND') : { kind: 'done', backup: made };
}

export interface RestoreBackupCommand {
  readonly backupId: string;
  readonly idempotencyKey: string | null;
}

/**
 * Makes the lines of a cart those of one of its backups, at today's prices, as far as they are still sold and there is stock.
 * What is not sold any more, or has no price here, is left out and reported beside the committed version; refused only when
 * nothing else is in it, or the cart has all the rest already. A backup that is not the viewer's looks like none.
 */
export async function restoreBackup(
  deps: BackupDeps,
  command: RestoreBackupCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const backup = isUuid(command.backupId) ? await deps.backups.read(command.backupId) : undefined;
  if (backup === undefined) return refused(null, { kind: 'BACKUP_NOT_FOUND' });
  const lines = backup.lines.map((line) => ({
    ...line,
    newLineId: newId(),
    attributesHash: attributesHash(line.attributes),
  }));
  const restoring = { command, cartId: backup.cartId, lines, context };
  const first = await restoreSold(deps, restoring, NONE);
  const unpriced = unpricedOf(first);
  const outcome = unpriced.length === 0 ? first : await restoreSold(deps, restoring, unpriced);
  const isForeign = outcome.kind === 'refused' && outcome.rejections[0]?.kind === 'CART_NOT_FOUND';
  return isForeign ? refused(null, { kind: 'BACKUP_NOT_FOUND' }) : outcome;
}

type Unpriced = Extract<CartRejection, { readonly kind: 'PRICE_UNAVAILABLE' }>;

interface Restoring {
  readonly command: RestoreBackupCommand;
  readonly cartId: string;
  readonly lines: readonly Omit<WantedLine, 'variant'>[];
  readonly context: OperationContext;
}

const NONE: readonly Unpriced[] = [];

/** One try, without the skus that are known to have no price. */
async function restoreSold(
  deps: BackupDeps,
  { command, cartId, lines, context }: Restoring,
  unpriced: readonly Unpriced[],
): Promise<CartOutcome> {
  const priced = lines.filter(({ sku }) => !unpriced.some((one) => one.sku === sku));
  const leftOut: CartRejection[] = [...unpriced];
  const outcome = await changeLines(deps, {
    operation: 'cartBackupRestore',
    cartId,
    expectedVersion: null,
    allowPartial: true,
    idempotencyKey: command.idempotencyKey,
    input: { backupId: command.backupId },
    context,
    prepareDecision: async () => {
      const variants = await deps.variants.find([...new Set(priced.map(({ sku }) => sku))], context);
      const { sold, unsold } = splitSold(
        priced.map((line) => ({ ...line, variant: variants.get(line.sku) })),
      );
      leftOut.push(...unsold);
      return (cart) =>
        sold.length === 0 && leftOut.length > 0 ? rejected(...leftOut) : decideReplaceLines(cart, sold);
    },
  });
  if (leftOut.length === 0 || outcome.kind === 'refused') return outcome;
  if (outcome.kind === 'unchanged') return refused({ id: cartId }, ...leftOut);
  return { ...outcome, rejections: [...leftOut, ...(outcome.rejections ?? [])] };
}

/** What has no price, when that alone is why a try was refused. */
function unpricedOf(outcome: CartOutcome): readonly Unpriced[] {
  if (outcome.kind !== 'refused') return NONE;
  const unpriced = outcome.rejections.filter((one) => one.kind === 'PRICE_UNAVAILABLE');
  return unpriced.length === outcome.rejections.length ? unpriced : NONE;
}

function no(
  kind: 'CART_NOT_FOUND' | 'BACKUP_NOT_FOUND' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_KEY_REUSED',
): BackupOutcome {
  return { kind: 'refused', rejection: { kind } };
}
