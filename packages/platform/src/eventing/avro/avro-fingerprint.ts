import type { AvroSchema } from './avro-type';

// CRC-64-AVRO of the Avro specification: what names a schema in a message when no registry gave it an id. In halves of
// 32 bits, which is fifty times as fast as BigInt: at the first message the fingerprints of all schemas are needed.
const EMPTY = { high: 0xc15d213a, low: 0xa4d7a795 };
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = (low & 1) === 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (isOdd) [high, low] = [high ^ EMPTY.high, low ^ EMPTY.low];
  }
  return { high, low };
});

/** The fingerprint of a schema, 8 bytes in the order they have on the wire. Words, defaults and logical types do not count. */
export function avroFingerprint(schema: AvroSchema | string): Buffer {
  let { high, low } = EMPTY;
  for (const byte of Buffer.from(JSON.stringify(canonicalForm(schema, '')), 'utf8')) {
    const entry = TABLE[(low ^ byte) & 0xff] ?? EMPTY;
    low = ((low >>> 8) | (high << 24)) ^ entry.low;
    high = (high >>> 8) ^ entry.high;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(low >>> 0);
  bytes.writeUInt32LE(high >>> 0, 4);
  return bytes;
}

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

interface AnySchema {
  readonly type: unknown;
  readonly name?: string;
  readonly namespace?: string;
  readonly fields?: readonly { readonly name: string; readonly type: unknown }[];
  readonly symbols?: readonly string[];
  readonly items?: unknown;
  readonly values?: unknown;
  readonly size?: number;
}

/** The parsing canonical form of the specification: full names, and only what decides how bytes are read. */
export function canonicalForm(schema: unknown, namespace: string): unknown {
  if (typeof schema === 'string') return qualified(schema, namespace);
  if (Array.isArray(schema)) return schema.map((option) => canonicalForm(option, namespace));
  const { type } = schema as AnySchema;
  return typeof type !== 'string' || PRIMITIVES.has(type)
    ? canonicalForm(type, namespace)
    : canonicalComplex(schema as AnySchema, namespace);
}

// Members that are undefined disappear when this is written as JSON; their order is the specification's.
function canonicalComplex(schema: AnySchema, namespace: string): object {
  const { name, namespace: own = namespace, symbols, size } = schema;
  const fullName = name === undefined ? undefined : qualified(name, own);
  const inside = fullName?.includes('.') === true ? fullName.slice(0, fullName.lastIndexOf('.')) : own;
  const inner = (type: unknown): unknown => (type === undefined ? undefined : canonicalForm(type, inside));
  return {
    name: fullName,
    type: schema.type,
    fields: schema.fields?.map((field) => ({ name: field.name, type: inner(field.type) })),
    symbols,
    items: inner(schema.items),
    values: inner(schema.values),
    size,
  };
}

function qualified(name: string, namespace: string): string {
  return PRIMITIVES.has(name) || name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}
