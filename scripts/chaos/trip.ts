import type { AgoraClient } from '@agora/client/create-agora-client';
import type { Random } from '../seed/shop/random';
import type { Told } from './asked';
import type { Ledger } from './ledger';

/** Where a shopper shops, and what is written down of it. */
export interface ShoppingTrip {
  readonly url: string;
  readonly skus: readonly string[];
  readonly coupons: readonly string[];
  readonly random: Random;
  readonly ledger: Ledger;
  /** Ends the trip after what is under way. */
  readonly signal: AbortSignal;
}

/** A guest with a cart. */
export interface Guest {
  readonly client: AgoraClient;
  readonly cartId: string;
  /** What they asked for, also what they did not get or took out again. */
  readonly skus: string[];
}

/** Counts what became of a deed: done, refused with a code, or without an answer. */
export function note(
  ledger: Ledger,
  what: string,
  told: Told<{ readonly userErrors: readonly { readonly code: string }[] }>,
): void {
  if (told.kind === 'unknown') ledger.count(`${what}: no answer (${told.code})`);
  else ledger.count(`${what}: ${told.answer.userErrors[0]?.code ?? 'done'}`);
}
