// Lifecycle: ordered start, reverse stop, signals.
export { Lifecycle } from './lifecycle';
export type { Part, Phase } from './lifecycle';
export { stopOnSignals } from './signals';
