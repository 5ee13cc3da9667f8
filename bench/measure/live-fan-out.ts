import { WebSocket } from 'ws';
import { median } from '../median';
import { readMetrics } from '../metrics-page';
import { addLine, createCart } from '../shop-client';
import type { GuestCart, ShopClient } from '../shop-client';

export interface FanOut {
  /** From sending the add until the first and the last socket had it. Medians of the commits. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** CPU time of the process per message sent, the adds themselves included. */
  readonly cpuMicrosPerMessage: number;
}

const COMMITS = 20;
const OPENED_AT_ONCE = 50;
const LOST_MS = 10_000;

const WATCH = `subscription BenchWatch($cartId: ID!) {
  cartChanged(cartId: $cartId) { version cause changes { version } cart { totalQuantity lines { title quantity } } }
}`;

/** So many sockets watch one cart while lines are added to it, one after the other. @throws Error for a lost message. */
export async function measureFanOut(
  shop: ShopClient,
  url: string,
  { sku, watchers }: { readonly sku: string; readonly watchers: number },
): Promise<FanOut> {
  const cart = await createCart(shop);
  const audience = new Audience();
  await audience.open(`${url.replace(/^http/, 'ws')}/graphql`, cart, watchers);
  try {
    const times: { firstMs: number; lastMs: number }[] = [];
    await commit(shop, audience, cart, sku);
    const before = await readMetrics(url);
    for (let count = 0; count < COMMITS; count += 1) times.push(await commit(shop, audience, cart, sku));
    const after = await readMetrics(url);
    const spent = (name: string): number => after.sum(name) - before.sum(name);
    return {
      firstMs: median(times.map(({ firstMs }) => firstMs)),
      lastMs: median(times.map(({ lastMs }) => lastMs)),
      cpuMicrosPerMessage: (spent('process_cpu_seconds_total') * 1e6) / spent('live_messages_total'),
    };
  } finally {
    audience.close();
  }
}

async function commit(
  shop: ShopClient,
  audience: Audience,
  cart: GuestCart,
  sku: string,
): Promise<{ firstMs: number; lastMs: number }> {
  const heard = audience.nextMessage();
  const startedMs = performance.now();
  await addLine(shop, cart, sku);
  const { firstAtMs, lastAtMs } = await heard;
  return { firstMs: firstAtMs - startedMs, lastMs: lastAtMs - startedMs };
}

/** Sockets that only count: reading a thousand messages as JSON would measure the reader. */
class Audience {
  private readonly sockets: WebSocket[] = [];
  private onNext: () => void = () => undefined;

  async open(url: string, cart: GuestCart, count: number): Promise<void> {
    const heard = this.nextMessage(count);
    for (let opened = 0; opened < count; opened += OPENED_AT_ONCE) {
      const batch = Math.min(OPENED_AT_ONCE, count - opened);
      await Promise.all(Array.from({ length: batch }, () => this.openOne(url, cart)));
    }
    // Each begins with a snapshot.
    await heard;
  }

  /** Resolves when every socket has had one more message. */
  nextMessage(count = this.sockets.length): Promise<{ firstAtMs: number; lastAtMs: number }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${String(missing)} of ${String(count)} sockets had no message.`));
      }, LOST_MS);
      let missing = count;
      let firstAtMs = 0;
      this.onNext = () => {
        if (missing === count) firstAtMs = performance.now();
        missing -= 1;
        if (missing > 0) return;
        clearTimeout(timer);
        resolve({ firstAtMs, lastAtMs: performance.now() });
      };
    });
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  private openOne(url: string, { cartId, sessionToken }: GuestCart): Promise<void> {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    this.sockets.push(socket);
    return new Promise((resolve, reject) => {
      const send = (message: object): void => {
        socket.send(JSON.stringify(message));
      };
      socket.once('open', () => send({ type: 'connection_init', payload: { sessionToken } }));
      socket.on('message', (data: Buffer) => {
        const type = /"type":"(\w+)"/.exec(data.toString('utf8'))?.[1];
        if (type === 'next') this.onNext();
        else if (type === 'ping') send({ type: 'pong' });
        else if (type === 'connection_ack') {
          send({ id: '1', type: 'subscribe', payload: { query: WATCH, variables: { cartId } } });
          resolve();
        }
      });
      socket.once('close', (code, reason) => {
        reject(new Error(`A socket was closed: ${String(code)} ${reason.toString()}`));
      });
      socket.once('error', reject);
    });
  }
}
