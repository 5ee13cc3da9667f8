import type { EventTransport, OutgoingMessage } from '@agora/platform/eventing';
import { metricsRegistry } from '@agora/platform/metrics';
import { measuredPublishing } from './measured-transport';

class Transport {
  isDown = false;
  readonly sent: OutgoingMessage[] = [];

  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('down'));
    this.sent.push(...messages);
    return Promise.resolve();
  }

  lag(): Promise<number> {
    return Promise.resolve(this.sent.length);
  }
}

const message: OutgoingMessage = { topic: 't', key: 'k', value: Buffer.from(''), headers: {} };

test('events are counted by whether the transport took them; the rest of it is as it was', async () => {
  const inner = new Transport();
  const transport = measuredPublishing(inner as unknown as EventTransport);
  await transport.publish([message, message]);
  expect(await transport.lag('group', [])).toBe(2);
  inner.isDown = true;
  await expect(transport.publish([message])).rejects.toThrow('down');
  const page = await metricsRegistry.metrics();
  expect(page).toContain('cart_event_publish_total{result="success"} 2');
  expect(page).toContain('cart_event_publish_total{result="failure"} 1');
});
