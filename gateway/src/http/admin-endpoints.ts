import type { IncomingMessage, ServerResponse } from 'node:http';
import { isStaff } from '@agora/platform/auth';
import type { TokenVerifier } from '@agora/platform/auth';
import type { SnapshotCache } from '@agora/platform/cache';
import { AppError } from '@agora/platform/errors';
import type { Logger } from '@agora/platform/logging';
import { readLimitedBody, sendJson } from '@agora/platform/server';
import { z } from 'zod';
import type { GatewayWorkers } from '../cluster/gateway-workers';

export interface AdminDeps {
  readonly auth: TokenVerifier;
  readonly logger: Logger;
  /** Undefined when this process has no snapshot cache: clearing then clears nothing. */
  readonly snapshots: SnapshotCache | undefined;
  /** All processes of this gateway, when they are several. */
  readonly workers?: GatewayWorkers;
}

const logLevelBody = z.strictObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
});
const cacheClearBody = z.strictObject({ prefix: z.string().startsWith('agora:').max(200).default('agora:') });
const MAX_BODY_BYTES = 10_000;

/** `POST /admin/log-level { "level": "debug" }`: for this gateway, all its workers, until they restart. */
export async function setLogLevel(
  deps: AdminDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await assertRole(deps.auth, request, 'admin');
  const { level } = await readAdminBody(request, logLevelBody);
  const previous = deps.logger.level;
  deps.logger.level = level;
  deps.workers?.setLogLevel(level);
  sendJson(response, 200, { level, previous });
}

/** `POST /admin/cache/clear { "prefix": "agora:cart:" }`: drops snapshots; they are read again from their owners. */
export async function clearCache(
  deps: AdminDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await assertRole(deps.auth, request, 'admin');
  const { prefix } = await readAdminBody(request, cacheClearBody);
  sendJson(response, 200, { cleared: (await deps.snapshots?.clear(prefix)) ?? 0 });
}

/**
 * Lets only a token of that role (or, for `staff`, support and admin) pass.
 * @throws AppError `UNAUTHENTICATED` without a good token, `FORBIDDEN` with one of another role.
 */
export async function assertRole(
  auth: TokenVerifier,
  request: IncomingMessage,
  role: 'admin' | 'staff',
): Promise<void> {
  const viewer = await auth.verify({ authorization: request.headers.authorization });
  if (viewer.subject === null) throw new AppError('UNAUTHENTICATED', 'This needs a token');
  const isAllowed = role === 'admin' ? viewer.role === 'admin' : isStaff(viewer);
  if (!isAllowed)
    throw new AppError('FORBIDDEN', `This needs the role ${role === 'admin' ? 'admin' : 'support or admin'}`);
}

async function readAdminBody<T extends z.ZodType>(request: IncomingMessage, schema: T): Promise<z.infer<T>> {
  const text = await readLimitedBody(request, MAX_BODY_BYTES);
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AppError('BAD_USER_INPUT', 'The request body is not valid JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }));
  throw new AppError('BAD_USER_INPUT', 'The request body is not as expected', { details });
}
