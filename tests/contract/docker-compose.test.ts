import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import { gatewayEnvironment, gatewayProcessEnvironment, readGatewayConfig } from '../../gateway/src/config';
import { auditorEnvironment } from '../../packages/auditor/src/config';
import { authEnvironment } from '../../packages/platform/src/auth/auth-config';
import { loggingEnvironment } from '../../packages/platform/src/logging/logger';
import { SUBGRAPH_PORTS, portsEnvironment } from '../../packages/platform/src/ports/open-ports';
import {
  readEventPartiesConfig,
  readPaymentConfig,
  sandboxPartiesEnvironment,
} from '../../packages/sandbox-parties/src/config';
import { EVENT_PARTIES } from '../../packages/sandbox-parties/src/event-parties';
import { cartEnvironment } from '../../subgraphs/cart/src/config';
import { catalogEnvironment } from '../../subgraphs/catalog/src/config';
import { customerEnvironment } from '../../subgraphs/customer/src/config';
import { inventoryEnvironment } from '../../subgraphs/inventory/src/config';
import { orderEnvironment } from '../../subgraphs/order/src/config';
import { pricingEnvironment } from '../../subgraphs/pricing/src/config';
import { DOMAINS, filesBelow, readRepositoryFile, repositoryRoot } from './repository-files';

const document: unknown = parse(readRepositoryFile('docker-compose.yml'), { merge: true });
const service = z.looseObject({
  image: z.string().optional(),
  build: z
    .object({ target: z.string(), args: z.object({ SERVICE: z.string() }).optional() })
    .loose()
    .optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
});
const { services } = z.looseObject({ services: z.record(z.string(), service) }).parse(document);
const SUBGRAPH_ENVIRONMENTS = {
  catalog: catalogEnvironment,
  pricing: pricingEnvironment,
  inventory: inventoryEnvironment,
  cart: cartEnvironment,
  customer: customerEnvironment,
  order: orderEnvironment,
};
const ADDRESSES = [...DOMAINS.map((domain) => `${domain.toUpperCase()}_URL`), 'PAYMENT_URL'];
const PROCESSES = [...DOMAINS, 'gateway', 'sandbox-parties', ...EVENT_PARTIES, 'auditor'];

function serviceOf(name: string): z.infer<typeof service> {
  const found = services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** What a container gets when nothing is set outside. */
function environmentOf(name: string): Record<string, string> {
  const defaulted = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
  const entries = Object.entries(serviceOf(name).environment);
  return Object.fromEntries(entries.map(([variable, value]) => [variable, defaulted(value)]));
}

function namesIn(...schemas: readonly z.ZodObject[]): string[] {
  return schemas.flatMap((schema) => Object.keys(schema.shape));
}

describe('docker-compose.yml', () => {
  it('keeps to the Compose specification', () => {
    const { $schema: _dialect, ...schema } = JSON.parse(
      readRepositoryFile('tests/contract/compose-spec/compose-spec.schema.json'),
    ) as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
    const validate = ajv.compile(schema);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it('runs every process of the code, what they need, and one set-up', () => {
    const expected = [...PROCESSES, 'postgres', 'redis', 'kafka', 'setup'];
    expect(Object.keys(services).sort()).toEqual(expected.sort());
  });

  it.each(DOMAINS)('gives %s its own port and database, and only variables that it reads', (domain) => {
    const environment = environmentOf(domain);
    const database = `${domain.toUpperCase()}_DATABASE_URL`;
    expect(environment['PORT']).toBe(String(SUBGRAPH_PORTS[domain]));
    expect(Object.keys(environment).filter((name) => name.endsWith('_DATABASE_URL'))).toEqual([database]);
    expect(environment[database]).toMatch(
      new RegExp(`//agora_${domain}:[^@]+@postgres:5432/agora_${domain}$`),
    );
    const schemas = [authEnvironment, loggingEnvironment, portsEnvironment, SUBGRAPH_ENVIRONMENTS[domain]];
    const known = [...namesIn(...schemas), ...ADDRESSES, 'PORT'];
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    // An empty value counts as not set.
    const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
    expect(SUBGRAPH_ENVIRONMENTS[domain].safeParse(given).error).toBeUndefined();
    expect(portsEnvironment.safeParse(environment).error).toBeUndefined();
  });

  it('gives the gateway what it needs, and only that', () => {
    const environment = environmentOf('gateway');
    const known = namesIn(authEnvironment, loggingEnvironment, gatewayEnvironment, gatewayProcessEnvironment);
    expect(Object.keys(environment).filter((name) => ![...known, ...ADDRESSES].includes(name))).toEqual([]);
    expect(gatewayProcessEnvironment.safeParse(environment).error).toBeUndefined();
    const { port } = readGatewayConfig(environment);
    expect(serviceOf('gateway').ports).toEqual([`127.0.0.1:\${GATEWAY_PORT:-4000}:${String(port)}`]);
  });

  it('gives the auditor every database, the topics and the payment party', () => {
    const environment = environmentOf('auditor');
    const known = namesIn(auditorEnvironment, portsEnvironment, loggingEnvironment);
    const databases = DOMAINS.map((domain) => `${domain.toUpperCase()}_DATABASE_URL`);
    expect(Object.keys(environment).filter((name) => ![...known, ...databases].includes(name))).toEqual([]);
    for (const name of databases) expect(environment[name]).toBe(environmentOf('setup')[name]);
    expect(environment['PAYMENT_URL']).toBe(environmentOf('gateway')['PAYMENT_URL']);
    expect(environment['KAFKA_BROKERS']).toBe(environmentOf('cart')['KAFKA_BROKERS']);
  });

  it('leads every process to the others by name and port', () => {
    const payment = readPaymentConfig(environmentOf('sandbox-parties'));
    const expected = {
      ...Object.fromEntries(
        DOMAINS.map((domain) => [
          `${domain.toUpperCase()}_URL`,
          `http://${domain}:${String(SUBGRAPH_PORTS[domain])}/graphql`,
        ]),
      ),
      PAYMENT_URL: `http://sandbox-parties:${String(payment.port)}`,
    };
    for (const name of [...DOMAINS, 'gateway']) expect(environmentOf(name)).toMatchObject(expected);
    expect(payment.webhook?.url).toBe(
      `http://gateway:${String(readGatewayConfig(environmentOf('gateway')).port)}/webhooks/payment`,
    );
    const known = [...namesIn(sandboxPartiesEnvironment, loggingEnvironment, portsEnvironment), 'NODE_ENV'];
    expect(known).toEqual(expect.arrayContaining(Object.keys(environmentOf('sandbox-parties'))));
  });

  it.each(EVENT_PARTIES)('gives %s its own port and only variables that it reads', (party) => {
    const environment = environmentOf(party);
    const known = namesIn(authEnvironment, loggingEnvironment, portsEnvironment, sandboxPartiesEnvironment);
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    const { ports, databaseUrl } = readEventPartiesConfig(environment);
    expect(serviceOf(party).healthcheck?.test.join(' ')).toContain(`:${String(ports[party])}/health`);
    expect(databaseUrl).toMatch(/\/\/agora_parties:[^@]+@postgres:5432\/agora_parties$/);
    expect(serviceOf(party)['command']).toEqual(['node', 'packages/sandbox-parties/dist/main.js', party]);
  });

  it('sets every database up as its own role', () => {
    const domains = /for domain in ([a-z ]+);/.exec(
      readRepositoryFile('deploy/postgres/create-databases.sh'),
    )?.[1];
    expect(domains?.split(' ').sort()).toEqual([...DOMAINS, 'parties'].sort());
    for (const domain of DOMAINS) {
      const variable = `${domain.toUpperCase()}_DATABASE_URL`;
      expect(environmentOf('setup')[variable]).toBe(environmentOf(domain)[variable]);
    }
  });

  it('waits for what is there, and for health only where it is checked', () => {
    for (const { depends_on: dependencies } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(dependencies)) {
        if (condition === 'service_healthy') expect(serviceOf(name).healthcheck).toBeDefined();
        if (condition === 'service_completed_successfully') expect(name).toBe('setup');
      }
    }
    for (const domain of DOMAINS)
      expect(serviceOf(domain).depends_on['setup']).toEqual({ condition: 'service_completed_successfully' });
    for (const name of PROCESSES) expect(serviceOf(name).healthcheck).toBeDefined();
  });

  it('opens nothing but the gateway, and that on this machine only', () => {
    for (const [name, { ports }] of Object.entries(services))
      if (name !== 'gateway') expect(ports).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  const dockerfile = readRepositoryFile('Dockerfile');

  it('has a target for every build', () => {
    const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, name]) => name);
    for (const { build } of Object.values(services))
      if (build !== undefined) expect(targets).toContain(build.target);
  });

  it('is told of a service that has an entry file', () => {
    for (const name of PROCESSES) {
      const folder = serviceOf(name).build?.args?.SERVICE ?? '';
      const isParty = (EVENT_PARTIES as readonly string[]).includes(name);
      expect(folder.split('/').at(-1)).toBe(isParty ? 'sandbox-parties' : name);
      expect(existsSync(join(repositoryRoot, folder, 'src/main.ts'))).toBe(true);
    }
  });

  it('installs with the manifest of every workspace', () => {
    const copied = [...dockerfile.matchAll(/^COPY (\S+\/package\.json) /gm)].map(([, path]) => path);
    const manifests = ['gateway', 'packages', 'subgraphs'].flatMap((folder) =>
      filesBelow(folder, 'package.json'),
    );
    expect(copied.sort()).toEqual(manifests.sort());
  });
});
