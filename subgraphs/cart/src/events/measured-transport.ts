import type { EventTransport } from '@agora/platform/eventing';
import { counter } from '@agora/platform/metrics';

const published = counter({
  name: 'cart_event_publish_total',
  help: 'Events of carts handed to the transport, by whether it took them',
  labelNames: ['result'],
});

/** The publishing side of a transport, counted. */
export function measuredPublishing(transport: EventTransport): EventTransport {
  const publish: EventTransport['publish'] = async (messages) => {
    try {
      await transport.publish(messages);
      published.inc({ result: 'success' }, messages.length);
    } catch (error) {
      published.inc({ result: 'failure' }, messages.length);
      throw error;
    }
  };
  return {
    publish,
    createTopics: (topics) => transport.createTopics(topics),
    consume: (subscription) => transport.consume(subscription),
    read: (topic, handle) => transport.read(topic, handle),
    lag: (groupId, topics) => transport.lag(groupId, topics),
    bounds: (topics) => transport.bounds(topics),
    forgetGroup: (groupId) => transport.forgetGroup(groupId),
    ping: () => transport.ping(),
    close: () => transport.close(),
  };
}
