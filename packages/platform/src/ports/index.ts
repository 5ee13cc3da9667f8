// Ports: everything a subgraph needs from outside, chosen by address and never by mode.
export type { Ports } from './ports';
