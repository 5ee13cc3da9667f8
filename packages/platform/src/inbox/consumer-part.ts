import type { Consumer } from '../eventing/event-transport';
import type { Part } from '../lifecycle/lifecycle';
import { consumeEvents } from './consume-events';
import type { ConsumeEventsOptions } from './consume-events';

/** {@link consumeEvents} from start to stop. `stop` resolves when the message being handled is done with. */
export function consumerPart(options: ConsumeEventsOptions): Part {
  let consumer: Consumer | undefined;
  return {
    name: 'event consumer',
    start: async () => {
      consumer = await consumeEvents(options);
    },
    stop: async () => {
      await consumer?.stop();
    },
  };
}
