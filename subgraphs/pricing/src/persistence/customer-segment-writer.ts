import type { Queryable, Statement } from '@agora/platform/database';

/** Which segments a customer is in, as one version of the customer said it. */
export interface CustomerSegments {
  readonly customerId: string;
  readonly segments: readonly string[];
  readonly version: number;
}

const RECORD: Statement = {
  name: 'pricing_record_segments',
  text: `INSERT INTO customer_segment AS known (customer_id, segments, version) VALUES ($1, $2::text[], $3::int)
    ON CONFLICT (customer_id) DO UPDATE SET segments = EXCLUDED.segments, version = EXCLUDED.version, updated_at = now()
    WHERE known.version < EXCLUDED.version`,
};

/** Writes what a customer's event says; a row made from a newer version stays as it is. */
export async function recordSegments(tx: Queryable, said: CustomerSegments): Promise<void> {
  await tx.query(RECORD, [said.customerId, said.segments, said.version]);
}
