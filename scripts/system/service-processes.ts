import { SUBGRAPH_PORTS } from '@agora/platform/ports';
import { ROOM_FOR_THE_YOUNG } from '../processes/node-with-sources.mjs';

/** One process of Agora when each part runs on its own. */
export interface ServiceProcess {
  readonly name: string;
  /** Its entry file, from the repository's root. */
  readonly entry: string;
  /** Arguments after it. Default none. */
  readonly args?: readonly string[];
  /** Of Node, before the entry file. Default none. */
  readonly nodeOptions?: readonly string[];
  readonly port: number;
  /** What it needs beside what all have: its port and, for a subgraph, the URL of its own database. */
  readonly environment: Readonly<Record<string, string>>;
}

type Domain = keyof typeof SUBGRAPH_PORTS;

export const DOMAINS = Object.keys(SUBGRAPH_PORTS) as readonly Domain[];

const DEFAULT_GATEWAY_PORT = 4_000;
/** Processes of the outside parties: their arguments and how far their port is from the gateway's. */
const PAYMENT = { name: 'sandbox-parties', offset: 10 };
const EVENT_PARTIES = [
  { name: 'notification', offset: 11 },
  { name: 'fulfillment', offset: 12 },
  { name: 'analytics', offset: 13 },
] as const;
const PARTY_ENTRY = 'packages/sandbox-parties/src/main.ts';
const AUDITOR_OFFSET = 20;

/** The ports of all processes, in the same distance from the gateway's as by default. */
export function portsFrom(gatewayPort: number): Readonly<Record<string, number>> {
  const subgraphs = DOMAINS.map(
    (domain) => [domain, gatewayPort + SUBGRAPH_PORTS[domain] - DEFAULT_GATEWAY_PORT] as const,
  );
  const parties = [PAYMENT, ...EVENT_PARTIES].map(
    ({ name, offset }) => [name, gatewayPort + offset] as const,
  );
  return Object.fromEntries([
    ['gateway', gatewayPort] as const,
    ...subgraphs,
    ...parties,
    ['auditor', gatewayPort + AUDITOR_OFFSET] as const,
  ]);
}

/** The addresses that the processes find each other by. */
export function addressesFrom(gatewayPort: number): Record<string, string> {
  const ports = portsFrom(gatewayPort);
  const addressOf = (name: string): string => `http://127.0.0.1:${String(ports[name])}`;
  return {
    ...Object.fromEntries(
      DOMAINS.map((domain) => [`${domain.toUpperCase()}_URL`, `${addressOf(domain)}/graphql`]),
    ),
    PAYMENT_URL: addressOf(PAYMENT.name),
    PAYMENT_WEBHOOK_URL: `${addressOf('gateway')}/webhooks/payment`,
  };
}

/**
 * All processes: the payment party, the six subgraphs, the gateway, the parties that live on events when they have
 * a database, and the auditor.
 * @param databases `<DOMAIN>_DATABASE_URL` of all; each process is given its own and no other, the auditor all.
 */
export function serviceProcesses(
  gatewayPort: number,
  databases: Readonly<Record<string, string>>,
): readonly ServiceProcess[] {
  const ports = portsFrom(gatewayPort);
  const processOf = (name: string, entry: string, environment: Record<string, string>): ServiceProcess => ({
    name,
    entry,
    port: ports[name] ?? 0,
    environment,
  });
  const subgraphOf = (domain: Domain): ServiceProcess => {
    const variable = `${domain.toUpperCase()}_DATABASE_URL`;
    return processOf(domain, `subgraphs/${domain}/src/main.ts`, {
      PORT: String(ports[domain]),
      [variable]: databases[variable] ?? '',
    });
  };
  const { PARTIES_DATABASE_URL } = databases;
  const partyOf = ({ name }: (typeof EVENT_PARTIES)[number]): ServiceProcess => ({
    ...processOf(name, PARTY_ENTRY, {
      [`${name.toUpperCase()}_PORT`]: String(ports[name]),
      PARTIES_DATABASE_URL: PARTIES_DATABASE_URL ?? '',
    }),
    args: [name],
  });
  return [
    processOf(PAYMENT.name, PARTY_ENTRY, { PAYMENT_PORT: String(ports[PAYMENT.name]) }),
    ...DOMAINS.map(subgraphOf),
    {
      ...processOf('gateway', 'gateway/src/main.ts', { PORT: String(ports['gateway']) }),
      nodeOptions: [ROOM_FOR_THE_YOUNG],
    },
    ...(PARTIES_DATABASE_URL ? EVENT_PARTIES.map(partyOf) : []),
    processOf('auditor', 'packages/auditor/src/main.ts', {
      AUDIT_PORT: String(ports['auditor']),
      ...databases,
    }),
  ];
}

/** The environment without what belongs to one process only. */
export function withoutOwn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOwn = (name: string): boolean => name === 'PORT' || name.endsWith('_DATABASE_URL');
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isOwn(name)));
}
