import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver } from 'graphql';
import type { GraphQLFieldConfig, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { AppError } from '../errors/app-error';
import type { Viewer } from '../auth/viewer';

interface Guarded {
  readonly viewer: Viewer;
}

type Guard = (viewer: Viewer) => void;

/**
 * Enforces the auth directives of the SDL in the subgraph itself (zero trust: the gateway did it before).
 * `@authenticated` wants a JWT, `@requiresScopes` one of its sets (a role counts as a scope), and `@inaccessible`
 * root fields only answer another subgraph's service token.
 */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  const rootNames = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: GraphQLFieldConfig<unknown, Guarded>, _name, typeName) => {
      const guards = guardsOf(schema, field, rootNames.has(typeName));
      if (guards.length === 0) return field;
      const resolve: GraphQLFieldResolver<unknown, Guarded> = field.resolve ?? defaultFieldResolver;
      const guarded: GraphQLFieldResolver<unknown, Guarded> = (source, args, context, info) => {
        for (const guard of guards) guard(context.viewer);
        return resolve(source, args, context, info);
      };
      return { ...field, resolve: guarded };
    },
  });
}

function guardsOf(
  schema: GraphQLSchema,
  field: GraphQLFieldConfig<unknown, Guarded>,
  isRoot: boolean,
): Guard[] {
  const guards: Guard[] = [];
  if (isRoot && getDirective(schema, field, 'inaccessible') !== undefined)
    guards.push(requireCallingSubgraph);
  if (getDirective(schema, field, 'authenticated') !== undefined) guards.push(requireAuthenticated);
  const scopes = getDirective(schema, field, 'requiresScopes')?.[0]?.['scopes'] as
    readonly (readonly string[])[] | undefined;
  if (scopes !== undefined)
    guards.push((viewer) => {
      requireScopes(viewer, scopes);
    });
  return guards;
}

function requireCallingSubgraph(viewer: Viewer): void {
  if (viewer.callingService === null || viewer.callingService === 'gateway') {
    throw new AppError('FORBIDDEN', 'This operation is for services only');
  }
}

function requireAuthenticated(viewer: Viewer): void {
  if (viewer.subject === null) throw new AppError('UNAUTHENTICATED', 'Sign in to do this');
}

/**
 * @throws AppError `UNAUTHENTICATED` without a token, `FORBIDDEN` when no set of scopes is complete. A viewer's role
 *   counts as a scope; `admin` may do what `support` may.
 */
export function requireScopes(viewer: Viewer, sets: readonly (readonly string[])[]): void {
  requireAuthenticated(viewer);
  const has = new Set<string>([
    ...viewer.scopes,
    viewer.role,
    ...(viewer.role === 'admin' ? ['support'] : []),
  ]);
  if (!sets.some((set) => set.every((scope) => has.has(scope))))
    throw new AppError('FORBIDDEN', 'You may not do this');
}
