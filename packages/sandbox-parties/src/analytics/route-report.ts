import type { IncomingMessage } from 'node:http';
import { isStaff } from '@agora/platform/auth';
import type { TokenVerifier } from '@agora/platform/auth';
import type { Queryable } from '@agora/platform/database';
import { AppError } from '@agora/platform/errors';
import type { RouteAnswer } from '../http/party-server';
import { readReport } from './report';

export interface ReportRouteDeps {
  readonly database: Queryable;
  readonly auth: TokenVerifier;
}

/** `GET /report` for staff: 401 without a good token, 403 with one of another role. */
export async function routeReport(deps: ReportRouteDeps, request: IncomingMessage): Promise<RouteAnswer> {
  const url = new URL(request.url ?? '/', 'http://party');
  if (request.method !== 'GET' || url.pathname !== '/report')
    return { status: 404, body: { error: 'no_such_route' } };
  const refusal = await refusalOf(deps.auth, request.headers.authorization);
  return refusal ?? { status: 200, body: { ...(await readReport(deps.database)) } };
}

async function refusalOf(
  auth: TokenVerifier,
  authorization: string | undefined,
): Promise<RouteAnswer | undefined> {
  try {
    const viewer = await auth.verify({ authorization });
    if (isStaff(viewer)) return undefined;
    return viewer.subject === null
      ? { status: 401, body: { error: 'unauthenticated' } }
      : { status: 403, body: { error: 'forbidden' } };
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED')
      return { status: 401, body: { error: 'unauthenticated' } };
    throw error;
  }
}
