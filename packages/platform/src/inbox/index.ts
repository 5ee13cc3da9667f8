// Inbox: an event's effect on the domain's database happens exactly once, however often it is delivered, and in
// the same transaction as the record that it happened.
export { consumeEvents } from './consume-events';
export type { ConsumeEventsOptions } from './consume-events';
export { consumerPart } from './consumer-part';
export { dropDeadLetter, readDeadLetters, replayDeadLetter } from './dead-letters';
export type { DeadLetter } from './dead-letters';
export { effectStatement } from './event-effect';
export type { EventEffect } from './event-effect';
export { ContractViolationError, onEvent, onEventAtOnce } from './event-handler';
export type { EventContract, EventHandler, ReceivedEvent } from './event-handler';
export { handleOnce, purgeInbox } from './handle-once';
export type { Delivery } from './handle-once';
export { replayReadModel } from './replay-read-model';
export type { ReadModels, ReplayedReadModel } from './replay-read-model';
