import type { AgoraClient } from '@agora/client/create-agora-client';
import type { SeedDomain } from '../../scripts/seed/seed-all';

/** Who asks: nobody, a signed-in person, a guest, or a person who was a guest before. */
export interface Identity {
  readonly token?: string | undefined;
  readonly sessionToken?: string | undefined;
}

/** Something that was taken away until `bringBack`. */
export interface Outage {
  bringBack(): Promise<void>;
}

/** How the same code runs: one process with function calls or loopback HTTP, or a process for each part on Redis and Kafka. */
export type LaneName = 'embedded' | 'embedded-http' | 'distributed';

/** The outside parties of a lane. */
export type PartyName = 'payment' | 'notification' | 'fulfillment' | 'analytics';

/** One running system. Everything a scenario does goes through the front door, unless it says otherwise. */
export interface Lane {
  readonly name: LaneName;
  /** The gateway's `/graphql`. */
  readonly url: string;
  /** A client of its own, closed with the lane. */
  client(identity?: Identity): AgoraClient;
  /** A JWT as the identity provider would issue it. */
  token(role: 'customer' | 'support' | 'admin', subject?: string): Promise<string>;
  /** The subgraph's own `/graphql`; undefined where it has no address. */
  subgraphUrl(name: SeedDomain): string | undefined;
  /** The base URL of an outside party. */
  partyUrl(name: PartyName): string;
  /** Takes a subgraph away: its process is killed; in one process its database becomes unreachable. */
  takeDown(name: SeedDomain): Promise<Outage>;
  /** Addresses of everything beneath: `<DOMAIN>_DATABASE_URL`, `PAYMENT_URL`, and of an event log that is this lane's alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** Rows of a domain's database, for what no API shows. */
  rows<Row extends object>(domain: SeedDomain, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends everything; what had been started is gone also when a start failed half-way. */
  stop(): Promise<void>;
}
