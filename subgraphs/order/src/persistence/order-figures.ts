import type { Queryable, Statement } from '@agora/platform/database';

/** What operators watch of orders. */
export interface OrderFigures {
  /** Orders that a person has to decide. */
  readonly underReview: number;
  readonly running: number;
  readonly compensating: number;
  /** For how long the saga that waits longest has been due, seconds; 0 when none is. */
  readonly lagSeconds: number;
}

const FIGURES: Statement = {
  name: 'order_figures',
  text: `SELECT (SELECT count(*)::int FROM orders WHERE status = 'PENDING_REVIEW') AS "underReview",
      count(*) FILTER (WHERE state = 'RUNNING')::int AS running,
      count(*) FILTER (WHERE state = 'COMPENSATING')::int AS compensating,
      GREATEST(COALESCE(EXTRACT(epoch FROM now() - min(wake_at)), 0), 0)::float AS "lagSeconds"
    FROM saga WHERE wake_at IS NOT NULL`,
};

/** One statement over the rows that are not settled. */
export async function readOrderFigures(database: Queryable): Promise<OrderFigures> {
  const [figures] = await database.query<OrderFigures>(FIGURES, []);
  return figures ?? { underReview: 0, running: 0, compensating: 0, lagSeconds: 0 };
}
