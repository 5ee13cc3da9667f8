// Ports: everything a subgraph needs from outside, chosen by address and never by mode.
export { SUBGRAPH_PORTS, openPorts, portsEnvironment } from './open-ports';
export type { OpenPorts, OpenPortsOptions } from './open-ports';
export type { Ports } from './ports';
