import { AppError } from '../../errors/app-error';
import { createJsonClient } from '../../http-client/json-client';
import type { JsonAnswer, JsonCall } from '../../http-client/json-client';
import { deadlineAfter } from '../../time/deadline';
import type { AvroSchema } from './avro-type';

/** A registry that speaks Confluent's REST API: Confluent's own, Apicurio, Karapace, Redpanda. */
export interface SchemaRegistry {
  /**
   * The id of exactly this schema under the subject; registers nothing.
   * @throws AppError `INTERNAL` when the subject does not have it; `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED`
   *   (retriable) when the registry does not answer.
   */
  idOf(subject: string, schema: AvroSchema): Promise<number>;
  /**
   * The schema with this id, undefined when there is none.
   * @throws AppError (retriable) when the registry does not answer.
   */
  schemaOf(id: number): Promise<AvroSchema | undefined>;
  /**
   * Registers schemas under the subject, in the given order, and has the registry refuse from then on whatever is not
   * compatible in both directions with every version it has (`FULL_TRANSITIVE`). An operator's command; safe to repeat.
   * @throws AppError `INTERNAL` with the registry's words when it refuses one; the earlier ones stay registered.
   */
  register(subject: string, schemas: readonly AvroSchema[]): Promise<void>;
  close(): Promise<void>;
}

export interface SchemaRegistryOptions {
  /** Where the API begins, e.g. `http://localhost:8081` or `http://localhost:8080/apis/ccompat/v7`. */
  readonly url: string;
  /** Longest wait for one answer, milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}

/** Topics and subjects belong together by name, as Confluent's serialisers have it by default. */
export function subjectOf(topic: string): string {
  return `${topic}-value`;
}

/** Connects at the first use. */
export function createSchemaRegistry({ url, timeoutMs = 5_000 }: SchemaRegistryOptions): SchemaRegistry {
  const client = createJsonClient({ name: 'schema registry', baseUrl: url, connections: 4, timeoutMs });
  // Nothing here has a second effect when it is repeated.
  const call = (request: Pick<JsonCall, 'method' | 'path' | 'body'>): Promise<JsonAnswer> =>
    client.call({ ...request, isIdempotent: true, deadline: deadlineAfter(3 * timeoutMs) });
  const pathOf = (subject: string): string => `/subjects/${encodeURIComponent(subject)}`;

  return {
    idOf: async (subject, schema) => {
      const answer = await call({ method: 'POST', path: pathOf(subject), body: bodyOf(schema) });
      return idIn(
        answer,
        `The schema registry does not have this schema of ${subject}; \`npm run events\` registers it`,
      );
    },
    schemaOf: async (id) => {
      const { status, body } = await call({ method: 'GET', path: `/schemas/ids/${String(id)}` });
      if (status === 404) return undefined;
      const { schema } = (body ?? {}) as { readonly schema?: unknown };
      if (status !== 200 || typeof schema !== 'string')
        throw refused(`Schema ${String(id)} was refused`, body);
      return JSON.parse(schema) as AvroSchema;
    },
    register: async (subject, schemas) => {
      const path = `/config/${encodeURIComponent(subject)}`;
      const set = await call({ method: 'PUT', path, body: { compatibility: 'FULL_TRANSITIVE' } });
      if (set.status !== 200) throw refused(`The schema registry does not guard ${subject}`, set.body);
      for (const schema of schemas) {
        const registered = await call({
          method: 'POST',
          path: `${pathOf(subject)}/versions`,
          body: bodyOf(schema),
        });
        idIn(registered, `The schema registry refuses a schema of ${subject}`);
      }
    },
    close: () => client.close(),
  };
}

function bodyOf(schema: AvroSchema): object {
  return { schemaType: 'AVRO', schema: JSON.stringify(schema) };
}

function idIn({ status, body }: JsonAnswer, complaint: string): number {
  const { id } = (body ?? {}) as { readonly id?: unknown };
  if (status === 200 && typeof id === 'number') return id;
  throw refused(complaint, body);
}

function refused(complaint: string, body: unknown): AppError {
  const { message } = (body ?? {}) as { readonly message?: unknown };
  return new AppError('INTERNAL', typeof message === 'string' ? `${complaint}: ${message}` : complaint);
}
