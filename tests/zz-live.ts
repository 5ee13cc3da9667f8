import 'reflect-metadata';
import { startEmbeddedLane } from './lanes/embedded-lane';
import { arriveAsGuest, stockedSku } from './lanes/shopping';
import { CartChangedDocument } from '@agora/client/generated/graphql';
(globalThis as any).expect = () => ({ toBeGreaterThan() {}, toBe() {}, toBeGreaterThanOrEqual() {} });
(async () => {
  const lane = await startEmbeddedLane('embedded');
  try {
    const sku = await stockedSku(lane, 50);
    const g = await arriveAsGuest(lane);
    g.client.subscribe(
      CartChangedDocument,
      { cartId: g.cartId },
      {
        next: (m) => console.log('MSG', JSON.stringify(m).slice(0, 300)),
        error: (e) => console.log('ERR', e.code, e.message),
        complete: () => console.log('complete'),
      },
    );
    await new Promise((r) => setTimeout(r, 1500));
    console.log(JSON.stringify(await g.add(sku)).slice(0, 100));
    await new Promise((r) => setTimeout(r, 3000));
    await g.add(sku);
    await new Promise((r) => setTimeout(r, 3000));
  } finally {
    await lane.stop();
  }
})()
  .catch(console.error)
  .finally(() => setTimeout(() => process.exit(0), 100));
