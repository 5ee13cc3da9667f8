import { SUBGRAPH_PORTS } from '@agora/platform/ports';

/** One process of Agora when each part runs on its own. */
export interface ServiceProcess {
  readonly name: string;
  /** Its entry file, from the repository's root. */
  readonly entry: string;
  readonly port: number;
  /** What it needs beside what all have: its port and, for a subgraph, the URL of its own database. */
  readonly environment: Readonly<Record<string, string>>;
}

type Domain = keyof typeof SUBGRAPH_PORTS;

export const DOMAINS = Object.keys(SUBGRAPH_PORTS) as readonly Domain[];

const DEFAULT_GATEWAY_PORT = 4_000;
const PAYMENT_OFFSET = 10;
const AUDITOR_OFFSET = 20;

/** The ports of all processes, in the same distance from the gateway's as by default. */
export function portsFrom(gatewayPort: number): Readonly<Record<string, number>> {
  const subgraphs = DOMAINS.map(
    (domain) => [domain, gatewayPort + SUBGRAPH_PORTS[domain] - DEFAULT_GATEWAY_PORT] as const,
  );
  return Object.fromEntries([
    ['gateway', gatewayPort],
    ...subgraphs,
    ['sandbox-parties', gatewayPort + PAYMENT_OFFSET],
    ['auditor', gatewayPort + AUDITOR_OFFSET],
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
    PAYMENT_URL: addressOf('sandbox-parties'),
  };
}

/**
 * The processes of the shop (the outside parties, the six subgraphs, the gateway) and the auditor.
 * @param databases `<DOMAIN>_DATABASE_URL` of all; each subgraph is given its own and no other, the auditor all.
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
  return [
    processOf('sandbox-parties', 'packages/sandbox-parties/src/main.ts', {
      PAYMENT_PORT: String(ports['sandbox-parties']),
    }),
    ...DOMAINS.map(subgraphOf),
    processOf('gateway', 'gateway/src/main.ts', { PORT: String(ports['gateway']) }),
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
