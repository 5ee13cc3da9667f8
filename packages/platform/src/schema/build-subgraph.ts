import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { lexicographicSortSchema, parse, specifiedDirectives } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import type { NonEmptyArray } from 'type-graphql';
import { batchedReference } from './batched-references';
import type { ReferenceBatch } from './batched-references';
import { FEDERATION_PRELUDE, livePrelude } from './federation-prelude';
import { guardFields } from './field-guards';

// A resolver class; type-graphql only needs its identity and its decorators.
type ResolverClass = abstract new (...args: never[]) => object;

export interface SubgraphSchemaOptions {
  readonly resolvers: readonly ResolverClass[];
  /** Types no field returns: implementations of interfaces, entities that only others refer to. */
  readonly orphanedTypes?: readonly ResolverClass[];
  /** The one instance of every resolver class, made in `compose.ts`. */
  readonly instances: ReadonlyMap<unknown, object>;
  /** Per entity type, how representations are answered. */
  readonly references?: Readonly<Record<string, ReferenceBatch>>;
}

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** What is committed as `schema.graphql` and composed. Independent of declaration order. */
  readonly sdl: string;
}

/**
 * Makes a federated, executable schema of decorated classes. type-graphql's own emitter drops directives and
 * @apollo/subgraph cannot print type-graphql's syntax nodes, so the SDL is printed with directives first and the
 * resolvers are bound to it.
 * @throws Error when a resolver class has no instance, or the schema is not valid.
 */
export async function buildSubgraph(options: SubgraphSchemaOptions): Promise<SubgraphSchema> {
  const plain = await buildSchema({
    resolvers: options.resolvers as unknown as NonEmptyArray<ResolverClass>,
    orphanedTypes: (options.orphanedTypes ?? []) as never,
    directives: [...specifiedDirectives],
    skipCheck: true,
    validate: false,
    authChecker: () => true,
    container: {
      get: (type: unknown) => {
        const instance = options.instances.get(type);
        if (instance === undefined)
          throw new Error(`No instance for resolver ${(type as { name: string }).name}`);
        return instance;
      },
    },
    // Subscriptions bring their own iterator; type-graphql only checks that something is there.
    pubSub: {
      publish: () => undefined,
      subscribe: () => {
        throw new Error('subscriptions bring their own source');
      },
    },
  });
  const sdl = printSdl(plain);
  const resolvers = createResolversMap(plain) as Record<string, Record<string, unknown>>;
  for (const [type, batch] of Object.entries(options.references ?? {})) {
    resolvers[type] = { ...resolvers[type], __resolveReference: batchedReference(batch) };
  }
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  return { schema: guardFields(schema), sdl };
}

function printSdl(plain: GraphQLSchema): string {
  const body = printSchemaWithDirectives(lexicographicSortSchema(plain));
  const prelude = FEDERATION_PRELUDE + livePrelude(body);
  return `${prelude}\n${body.replace(/^schema\s*\{[^}]*\}\s*/m, '')}\n`;
}
