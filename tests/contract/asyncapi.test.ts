import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import specification from '@asyncapi/specs/schemas/3.0.0-without-$id.json';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { asyncApiText } from '../../scripts/generate/asyncapi';
import { readRepositoryFile } from './repository-files';

const DOCUMENT = 'docs/api/asyncapi.yaml';

interface Reference {
  readonly $ref: string;
}
interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly address: string }>>;
  readonly operations: Readonly<Record<string, { readonly action: string; readonly channel: Reference }>>;
}
const document = parse(readRepositoryFile(DOCUMENT)) as AsyncApi;

/** Every `$ref` in a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' ? [String(member)] : references(member),
  );
}

function resolve(reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}

describe('docs/api/asyncapi.yaml', () => {
  it('is what the generator makes of the contracts', () => {
    expect(readRepositoryFile(DOCUMENT)).toBe(asyncApiText());
  });

  it('keeps the specification of AsyncAPI 3.0', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const isValid = ajv.validate(specification, document);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('refers to nothing that is not there', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('has a channel for every event and an operation for everybody who sends or receives it', () => {
    expect(Object.keys(document.channels)).toEqual(CATALOG_OF_EVENTS.map(({ topic }) => topic));
    expect(Object.keys(document.operations)).toEqual(
      CATALOG_OF_EVENTS.flatMap(({ type, owner, consumers, production }) => [
        ...(production === 'planned' ? [] : [`${owner}.send.${type}`]),
        ...consumers.map((name) => `${name}.receive.${type}`),
      ]),
    );
  });
});
