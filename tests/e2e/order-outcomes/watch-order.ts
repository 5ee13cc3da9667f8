import type { AgoraClient } from '@agora/client/create-agora-client';
import { CartChangedDocument, OrderChangedDocument } from '@agora/client/generated/graphql';

/** What a shopper's screen is told of a cart and of the order made of it. */
export interface Watched {
  /** Causes of the cart's changes, in order. */
  readonly cart: string[];
  /** `status cause` of the order's changes, in order; the snapshot is left out. */
  readonly order: string[];
  /** The versions of the order that were told, the snapshot's first. */
  readonly versions: number[];
  /** Resolves with the cart's snapshot: what changes from then on is told. */
  readonly hasBegun: Promise<void>;
  watchOrder(orderId: string): void;
  stop(): void;
}

/** Watches a cart from now on, and an order as soon as there is one. */
export function watchCart(client: AgoraClient, cartId: string): Watched {
  const [cart, order, versions] = [[], [], []] as [string[], string[], number[]];
  let begin: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => (begin = resolve));
  const stops = [
    client.subscribe(
      CartChangedDocument,
      { cartId },
      {
        next: ({ data }) => {
          cart.push(...(data?.cartChanged?.changes.map(({ cause }) => cause) ?? []));
          begin();
        },
        error: () => undefined,
      },
    ),
  ];
  const watchOrder = (orderId: string): void => {
    const stop = client.subscribe(
      OrderChangedDocument,
      { orderId },
      {
        next: ({ data }) => {
          const change = data?.orderChanged;
          if (change == null) return;
          if (change.snapshot) versions.push(change.version);
          versions.push(...change.changes.map(({ version }) => version));
          order.push(...change.changes.map(({ to, reasonCode }) => `${to} ${reasonCode ?? ''}`));
        },
        error: () => undefined,
      },
    );
    stops.push(stop);
  };
  return { cart, order, versions, hasBegun, watchOrder, stop: () => stops.forEach((stop) => stop()) };
}
