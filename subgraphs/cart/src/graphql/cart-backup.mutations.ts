import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { createBackup, restoreBackup } from '../application/cart-backups';
import type { BackupDeps } from '../application/cart-backups';
import { restoreCart } from '../application/restore-cart';
import type { RestoreCartDeps } from '../application/restore-cart';
import { saveCart } from '../application/save-cart';
import type { SaveCartDeps } from '../application/save-cart';
import type { CartContext } from '../context';
import {
  CartBackupCreateInput,
  CartBackupRestoreInput,
  CartRestoreInput,
  CartSaveInput,
} from './inputs/cart-backup.input';
import { presentOutcome } from './present-outcome';
import { presentRejection } from './present-rejection';
import { commandOf, keyOf } from './read-command';
import { CartBackupPayload } from './types/cart-backup.type';
import { CartPayload } from './types/payloads.type';

export type CartBackupDeps = SaveCartDeps & RestoreCartDeps & BackupDeps;

/** Carts that are put aside, and lines that are kept. */
@Resolver()
export class CartBackupMutations {
  constructor(private readonly deps: CartBackupDeps) {}

  @Mutation(() => CartPayload, {
    description:
      'Puts a cart aside: its stock is given back, its lines stay, and another cart can be opened.',
  })
  async cartSave(
    @Arg('input', () => CartSaveInput, { description: 'The cart.' }) input: CartSaveInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = { ...commandOf(input, context, info), name: input.name ?? null };
    return presentOutcome(await saveCart(this.deps, command, context), context);
  }

  @Mutation(() => CartPayload, {
    description:
      'Takes a cart up again that was put aside; the one that is open is put aside. Stock is held as far as there is any; what there is not is in `userErrors`.',
  })
  async cartRestore(
    @Arg('input', () => CartRestoreInput, { description: 'The cart.' }) input: CartRestoreInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = commandOf(input, context, info);
    return presentOutcome(await restoreCart(this.deps, command, context), context, {
      lines: ['input', 'cartId'],
    });
  }

  @Mutation(() => CartBackupPayload, {
    description: 'Keeps the lines of a cart as they are now. The ten newest backups of a cart are kept.',
  })
  async cartBackupCreate(
    @Arg('input', () => CartBackupCreateInput, { description: 'The cart.' }) input: CartBackupCreateInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartBackupPayload> {
    const outcome = await createBackup(this.deps, commandOf(input, context, info), context);
    return outcome.kind === 'done'
      ? { backup: outcome.backup, userErrors: [] }
      : { backup: null, userErrors: [presentRejection(outcome.rejection)] };
  }

  @Mutation(() => CartPayload, {
    description:
      'Makes the lines of a cart those of one of its backups, at current prices and with the stock there is; what there is not, and what is not sold any more, is in `userErrors`.',
  })
  async cartBackupRestore(
    @Arg('input', () => CartBackupRestoreInput, { description: 'The backup.' }) input: CartBackupRestoreInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const idempotencyKey = keyOf(input.idempotencyKey, context, info);
    const outcome = await restoreBackup(this.deps, { backupId: input.backupId, idempotencyKey }, context);
    return presentOutcome(outcome, context, { lines: ['input', 'backupId'] });
  }
}
