// The whole of Agora on a shop of its own: pages, carts that change, and a live subscription of each cart.
import { join } from 'node:path';
import { FIRST_QUERY } from '../../packages/all-in-one/src/banner';
import { dataFolder } from '../../scripts/system/data-folder';
import { WebSocket } from 'ws';
import type { AgoraReady } from '../processes/agora';
import { startChild } from '../processes/child';
import { addLine, createCart, createShopClient, stockedSkus } from '../shop-client';
import type { GuestCart, ShopClient } from '../shop-client';
import { startClients } from './soaked';
import type { Client, Soaked } from './soaked';

const PAUSE_MS = 200;
/** Adds to one cart before its shopper takes another one, on another socket. */
const ADDS_TO_A_CART = 20;
const HEARD_MS = 10_000;
const CART_PAGE = `query SoakCartPage($id: ID!) {
  cart(id: $id) { version totalQuantity lines { title quantity variant { product { title } price { unitPrice { amount } } } } }
}`;
const WATCH = `subscription SoakWatch($cartId: ID!) {
  cartChanged(cartId: $cartId) { version cart { totalQuantity lines { variant { title price { unitPrice { amount } } } } } }
}`;

export async function startSoakedShop(clients: number): Promise<Soaked> {
  const agora = await startChild<AgoraReady>(
    'agora.ts',
    { AGORA_DATA_DIRECTORY: join(dataFolder(process.env), 'bench'), LOG_LEVEL: 'error' },
    { nodeOptions: ['--expose-gc'] },
  );
  const { url } = agora.ready;
  const guide = createShopClient(url, 1);
  const skus = await stockedSkus(guide);
  await guide.close();
  return {
    name: 'shop',
    process: agora,
    // One for questions and one that listens.
    held: 2 * clients,
    startLoad: () => startClients({ count: clients, pauseMs: PAUSE_MS, open: () => openShopper(url, skus) }),
    stop: () => agora.stop(),
  };
}

function openShopper(url: string, skus: readonly string[]): Promise<Client> {
  const shop = createShopClient(url, 1);
  let visit: Visit | undefined;
  let adds = 0;
  return Promise.resolve({
    turn: async () => {
      if (adds % ADDS_TO_A_CART === 0) {
        visit?.watch.close();
        visit = await beginVisit(shop, url);
      }
      if (visit === undefined) throw new Error('There is no cart.');
      adds += 1;
      const version = await addLine(shop, visit.cart, skus[adds % skus.length] ?? '');
      await visit.watch.reaches(version);
      await shop.ask(CART_PAGE, { id: visit.cart.cartId }, visit.cart.sessionToken);
      await shop.ask(FIRST_QUERY);
    },
    close: async () => {
      visit?.watch.close();
      await shop.close();
    },
  });
}

interface Visit {
  readonly cart: GuestCart;
  readonly watch: Watch;
}

async function beginVisit(shop: ShopClient, url: string): Promise<Visit> {
  const cart = await createCart(shop);
  return { cart, watch: await watchCart(`${url.replace(/^http/, 'ws')}/graphql`, cart) };
}

interface Watch {
  /** @throws Error when the version is not heard of in time. */
  reaches(version: number): Promise<void>;
  close(): void;
}

async function watchCart(url: string, { cartId, sessionToken }: GuestCart): Promise<Watch> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  let version = 0;
  let failure: Error | undefined;
  let heard = (): void => undefined;
  socket.once('error', (error) => {
    failure = error;
    heard();
  });
  socket.once('open', () => send({ type: 'connection_init', payload: { sessionToken } }));
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as LiveMessage;
    if (message.type === 'connection_ack')
      send({ id: '1', type: 'subscribe', payload: { query: WATCH, variables: { cartId } } });
    if (message.type === 'ping') send({ type: 'pong' });
    version = Math.max(version, message.payload?.data?.cartChanged.version ?? 0);
    heard();
  });
  const reaches = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Version ${String(wanted)} of a cart was not heard of.`));
      }, HEARD_MS);
      heard = () => {
        if (failure === undefined && version < wanted) return;
        clearTimeout(timer);
        if (failure === undefined) resolve();
        else reject(failure);
      };
      heard();
    });
  const close = (): void => {
    socket.close();
  };
  await reaches(1).catch((error: unknown) => {
    close();
    throw error;
  });
  return { reaches, close };
}

interface LiveMessage {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly cartChanged: { readonly version: number } } };
}
