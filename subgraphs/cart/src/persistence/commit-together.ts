import type { Queryable, Statement } from '@agora/platform/database';
import { completionSql } from '@agora/platform/idempotency';
import { outboxRows } from '@agora/platform/outbox';
import type { JointCommit } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { problemsOf } from '../domain/joint-change';
import { linesChanged } from '../events/published';
import {
  COMMITTED_COLUMNS,
  LINES_PARAMETERS,
  linesSql,
  linesValues,
  toCommitted,
  touchedLines,
} from './commit-lines';
import type { CommittedLines, CommittedRow } from './commit-lines';
import { outcomeSql, runCommit } from './commit-tail';

const at = (offset: number): string => `$${String(LINES_PARAMETERS + offset)}`;
const CLAIMS = `jsonb_to_recordset(${at(4)}::jsonb) AS k (scope text, operation text, key text, claim uuid, version int, told jsonb)`;

/**
 * As the statement of `commitLines`, with a version, a row of the log, an event and a completed claim for each of several adds.
 * After the parameters of the lines: how many versions it makes, rows of the log, rows of the outbox, claims.
 */
const COMMIT_TOGETHER: Statement = {
  name: 'cart_commit_together',
  text: `WITH ${linesSql(`${at(1)}::int`)},
    e AS (
      INSERT INTO cart_event (cart_id, version, cause, operation_id, line_ids, changes, session_id)
      SELECT c.id, x.version, x.cause, x.operation_id, ARRAY(SELECT jsonb_array_elements_text(x.line_ids)::uuid), x.changes, x.session_id
      FROM c, jsonb_to_recordset(${at(2)}::jsonb) AS x (version int, cause text, operation_id uuid, line_ids jsonb, changes jsonb, session_id uuid)
      ORDER BY x.version),
    o AS (
      INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
      SELECT x.shard, x.event_id, x.type, x.aggregate_id, x.aggregate_version, x.payload, x.headers
      FROM c, jsonb_to_recordset(${at(3)}::jsonb) AS x (shard smallint, event_id uuid, type text, aggregate_id text, aggregate_version int, payload jsonb, headers jsonb)
      ORDER BY x.aggregate_version),
    done AS (${completionSql({ scope: 'k.scope', operation: 'k.operation', key: 'k.key', claim: 'k.claim', outcome: outcomeSql('k.told', 'k.version'), from: `c, ${CLAIMS}` })})
    SELECT c.version${COMMITTED_COLUMNS}, CASE WHEN (SELECT count(*) FROM done) = jsonb_array_length(${at(4)}::jsonb) THEN 1 ELSE idempotency_claim_lost() END AS fence FROM c`,
};

/**
 * Commits several adds on the state the first of them was decided on.
 * @param lifeMs How long the cart lives from now on without activity.
 * @returns what it wrote; undefined when the cart moved on meanwhile.
 * @throws ClaimLostError when one of the claims is no longer the caller's; nothing is written then.
 */
export async function commitTogether(
  queryable: Queryable,
  commit: JointCommit,
  lifeMs: number = DEFAULT_CART_TERMS.lifeMs,
): Promise<CommittedLines | undefined> {
  const steps = commit.steps.map((step) => ({
    ...step,
    event: linesChanged(step),
    version: step.cart.version + 1,
  }));
  const log = steps.map(({ version, change, operationId, event, trail }) => ({
    version,
    cause: change.cause,
    operation_id: operationId,
    line_ids: touchedLines(change),
    changes: event.payload['lines'],
    session_id: trail.sessionId,
  }));
  const claims = steps.flatMap(({ claim, change, version }) => {
    if (claim === null) return [];
    const { scope, operation, key, claim: held } = claim;
    const warnings = toStoredWarnings(commit.cart.problems, problemsOf(change, commit.problems));
    return [
      { scope, operation, key, claim: held, version, told: warnings === undefined ? null : { warnings } },
    ];
  });
  const values = [
    ...linesValues(commit, lifeMs),
    steps.length,
    JSON.stringify(log),
    outboxRows(steps.map(({ event }) => event)),
    JSON.stringify(claims),
  ];
  const row = await runCommit<CommittedRow>(queryable, COMMIT_TOGETHER, values);
  return row === undefined ? undefined : toCommitted(row);
}
