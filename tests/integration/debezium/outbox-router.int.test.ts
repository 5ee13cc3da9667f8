import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { jsonCodec } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { repositoryRoot } from '@agora/test-kit/repository';

const DOMAINS = ['cart', 'catalog', 'customer', 'inventory', 'order', 'pricing'] as const;
const ROUTER = 'transforms.outbox';
type Config = Readonly<Record<string, string>>;

interface Column {
  readonly column_name: string;
  readonly data_type: string;
  readonly is_nullable: 'YES' | 'NO';
}

interface Placement {
  readonly column: string;
  readonly place: string;
  readonly name: string;
}

function connectorOf(domain: string): { readonly name: string; readonly config: Config } {
  const file = join(repositoryRoot, 'deploy/debezium', `${domain}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as { name: string; config: Config };
}

function placements(config: Config): Placement[] {
  return (config[`${ROUTER}.table.fields.additional.placement`] ?? '').split(',').map((entry) => {
    const [column = '', place = '', name = column] = entry.split(':');
    return { column, place, name };
  });
}

describe.each(DOMAINS)('the connector of %s', (domain) => {
  const { name, config } = connectorOf(domain);
  let test: TestDatabase;
  let database: Database;
  let columns: Map<string, Column>;
  beforeAll(async () => {
    test = await createTestDatabase(domain);
    database = createDatabase({ url: test.url, name: 'debezium-test' });
    const rows = await database.query<Column>(
      `SELECT column_name, data_type, is_nullable FROM information_schema.columns
       WHERE table_schema || '.' || table_name = $1`,
      [config['table.include.list']],
    );
    columns = new Map(rows.map((row) => [row.column_name, row]));
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('reads the outbox of its own database under a name of its own', () => {
    expect(name).toBe(`agora-${domain}-outbox`);
    expect(config['database.dbname']).toBe(domain);
    expect(config['slot.name']).toBe(`agora_${domain}_outbox`);
    expect(config['transforms.producer.static.value']).toBe(domain);
  });

  it.each([
    ['table.field.event.id', 'uuid'],
    ['table.field.event.key', 'text'],
    ['table.field.event.type', 'text'],
    ['table.field.event.payload', 'jsonb'],
    ['route.by.field', 'text'],
  ])('names for %s a column of type %s that is never null', (option, type) => {
    expect(columns.get(config[`${ROUTER}.${option}`] ?? '')).toMatchObject({
      data_type: type,
      is_nullable: 'NO',
    });
  });

  it('places only columns there are', () => {
    for (const { column, place } of placements(config)) {
      expect([column, columns.has(column)]).toEqual([column, true]);
      expect(['header', 'envelope']).toContain(place);
    }
  });

  it('makes of a row what consumers read as the envelope', async () => {
    const event = {
      eventId: newId(),
      type: 'cart.item.added.v1',
      aggregateId: 'a',
      aggregateVersion: 7,
      payload: { n: 1 },
      headers: { tenant_region: 'EU' },
    };
    await enqueue(database, [event]);
    const [row] = await database.query<Record<string, unknown>>('SELECT row_to_json(o) AS row FROM outbox o');
    const written = row?.['row'] as Record<string, unknown>;
    const value = {
      payload: written[config[`${ROUTER}.table.field.event.payload`] ?? ''],
      ...Object.fromEntries(
        placements(config)
          .filter(({ place }) => place === 'envelope')
          .map(({ column, name: alias }) => [alias, written[column]]),
      ),
      [config['transforms.producer.static.field'] ?? '']: config['transforms.producer.static.value'],
      [config['transforms.version.static.field'] ?? '']: Number(config['transforms.version.static.value']),
    };
    expect(jsonCodec.decode(Buffer.from(JSON.stringify(value)))).toMatchObject({
      event_id: event.eventId,
      type: event.type,
      producer: domain,
      aggregate_id: 'a',
      aggregate_version: 7,
      schema_version: 1,
      payload: { n: 1 },
    });
  });
});
