// Ports: everything a subgraph needs from outside, chosen by address and never by mode.
export { SUBGRAPH_PORTS, openPorts, portsEnvironment } from './open-ports';
export type { OpenPorts, OpenPortsOptions } from './open-ports';
export { openRedisPorts } from './open-redis-ports';
export type { RedisPorts } from './open-redis-ports';
export type { Ports } from './ports';
