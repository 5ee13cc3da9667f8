import type { z } from 'zod';
import type { RouteAnswer } from './party-server';

/** 400 with every problem by the name of its field. */
export function badRequest(error: z.ZodError): RouteAnswer {
  const problems = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  return { status: 400, body: { error: 'bad_request', problems } };
}
