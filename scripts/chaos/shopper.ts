import { setTimeout as sleep } from 'node:timers/promises';
import { createAgoraClient } from '@agora/client/create-agora-client';
import {
  CartCouponApplyDocument,
  CartCreateDocument,
  CartLinesAddDocument,
  CartLinesRemoveDocument,
  CartLinesUpdateDocument,
} from '@agora/client/generated/graphql';
import type { Random } from '../seed/shop/random';
import { askUntilAnswered } from './asked';
import type { ToldChange } from './ledger';
import { checkOut, giveUpCheckout } from './till';
import { note } from './trip';
import type { Guest, ShoppingTrip } from './trip';

interface CartAnswer {
  readonly committedVersion: number | null;
  readonly userErrors: readonly { readonly code: string }[];
}

const PAUSE_MS = { least: 150, most: 700 };
const MOST_UNITS = 3;

type Deed = 'add' | 'update' | 'remove' | 'coupon' | 'checkout' | 'give up';

/** Of 100 deeds. */
const SHARES: readonly (readonly [Deed, number])[] = [
  ['add', 52],
  ['update', 12],
  ['remove', 8],
  ['coupon', 6],
  ['checkout', 17],
  ['give up', 5],
];

/** Shops as one guest after the other, a deed at a time, until the signal. What comes next is drawn before anything is awaited. */
export async function shop(trip: ShoppingTrip): Promise<void> {
  const { random, signal } = trip;
  let guest: Guest | undefined;
  while (!signal.aborted) {
    const deed = drawDeed(random);
    const sku = random.pick(trip.skus);
    const luck = random.below(1_000);
    const quantity = random.between(1, MOST_UNITS);
    const pauseMs = random.between(PAUSE_MS.least, PAUSE_MS.most);
    const key = `${String(random.below(2 ** 30))}-${String(random.below(2 ** 30))}`;
    guest ??= await arrive(trip, key);
    const isOver = guest !== undefined && (await perform(trip, guest, { deed, sku, luck, quantity, key }));
    if (isOver) guest = undefined;
    await sleep(pauseMs);
  }
}

function drawDeed(random: Random): Deed {
  let luck = random.below(100);
  for (const [deed, share] of SHARES) {
    if (luck < share) return deed;
    luck -= share;
  }
  return 'add';
}

async function arrive({ url, ledger }: ShoppingTrip, key: string): Promise<Guest | undefined> {
  const stranger = createAgoraClient({ url });
  const input = { idempotencyKey: `arrive ${key}` };
  const told = await askUntilAnswered(
    async () => (await stranger.mutate(CartCreateDocument, { input })).cartCreate,
  );
  note(ledger, 'arrive', told);
  if (told.kind === 'unknown') return undefined;
  const { cart, sessionToken } = told.answer;
  if (cart === null || sessionToken === null) return undefined;
  return { client: createAgoraClient({ url, sessionToken: () => sessionToken }), cartId: cart.id, skus: [] };
}

interface DrawnDeed {
  readonly deed: Deed;
  readonly sku: string;
  /** Chooses among what the cart has. */
  readonly luck: number;
  readonly quantity: number;
  readonly key: string;
}

/** @returns whether the guest is done: their cart became an order, or waits for one. */
async function perform(trip: ShoppingTrip, guest: Guest, drawn: DrawnDeed): Promise<boolean> {
  const { deed, quantity, key } = drawn;
  const { client, cartId, skus } = guest;
  const sku = deed === 'add' ? drawn.sku : (skus[drawn.luck % skus.length] ?? drawn.sku);
  const input = { cartId, idempotencyKey: `${deed} ${key}` };
  const lines = [{ sku, quantity }];
  switch (deed) {
    case 'add':
      await change(
        trip,
        { cartId, cause: 'LINES_ADDED', sku },
        async () => (await client.mutate(CartLinesAddDocument, { input: { ...input, lines } })).cartLinesAdd,
      );
      skus.push(sku);
      return false;
    case 'update':
      await change(
        trip,
        { cartId, cause: 'LINES_UPDATED', sku },
        async () =>
          (await client.mutate(CartLinesUpdateDocument, { input: { ...input, lines } })).cartLinesUpdate,
      );
      return false;
    case 'remove':
      await change(
        trip,
        { cartId, cause: 'LINES_REMOVED', sku },
        async () =>
          (await client.mutate(CartLinesRemoveDocument, { input: { ...input, skus: [sku] } }))
            .cartLinesRemove,
      );
      return false;
    case 'coupon': {
      const code = trip.random.pick(trip.coupons);
      const apply = async (): Promise<CartAnswer> =>
        (await client.mutate(CartCouponApplyDocument, { input: { ...input, code } })).cartCouponApply;
      note(trip.ledger, 'coupon', await askUntilAnswered(apply));
      return false;
    }
    case 'checkout':
      return checkOut(trip, guest, key);
    case 'give up':
      await giveUpCheckout(trip, guest);
      return false;
  }
}

async function change(
  { ledger }: ShoppingTrip,
  told: Omit<ToldChange, 'version'>,
  ask: () => Promise<CartAnswer>,
): Promise<void> {
  const outcome = await askUntilAnswered(ask);
  note(ledger, told.cause.toLowerCase().replace('_', ' '), outcome);
  if (outcome.kind === 'unknown' || outcome.answer.committedVersion === null) return;
  // An update to what is there already commits nothing, and names the version that is.
  if (outcome.answer.userErrors.length > 0) return;
  ledger.changes.push({ ...told, version: outcome.answer.committedVersion });
}
