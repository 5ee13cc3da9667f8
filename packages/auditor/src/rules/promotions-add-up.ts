import type { Rule } from '../rule';

// A limit that was lowered below what was used before is no violation: a use after the change is.
const PROMOTIONS = `
  WITH uses AS (
    SELECT promotion_id, count(*)::int AS uses, sum(amount_minor)::bigint AS spent, max(created_at) AS last_at FROM redemption
    WHERE state <> 'RELEASED' GROUP BY promotion_id),
  counted AS (
    SELECT p.id, p.usage_limit, p.budget_minor, COALESCE(u.redemptions, 0) AS redemptions, COALESCE(u.spent_minor, 0) AS spent_minor,
           COALESCE(r.uses, 0) AS uses, COALESCE(r.spent, 0) AS spent, r.last_at >= p.updated_at AS is_used_since
    FROM promotion p LEFT JOIN promotion_usage u ON u.promotion_id = p.id LEFT JOIN uses r ON r.promotion_id = p.id)
  SELECT id, 'counts ' || redemptions || ' uses of ' || spent_minor || ', has ' || uses || ' of ' || spent ||
         COALESCE(', at most ' || usage_limit, '') || COALESCE(', budget ' || budget_minor, '') AS text
  FROM counted WHERE redemptions <> uses OR spent_minor <> spent OR (is_used_since AND (uses > usage_limit OR spent > budget_minor))
  ORDER BY id`;

const COUPONS = `
  SELECT c.id, 'counts ' || c.usage_count || ' uses, has ' || u.uses || COALESCE(', at most ' || c.usage_limit, '') AS text
  FROM coupon c CROSS JOIN LATERAL (SELECT count(*)::int AS uses FROM redemption r WHERE r.coupon_id = c.id AND r.state <> 'RELEASED') u
  WHERE c.usage_count <> u.uses OR u.uses > c.usage_limit ORDER BY c.id`;

const CUSTOMERS = `
  SELECT p.id, r.customer_id, count(*)::int AS uses, p.usage_limit_per_customer AS most
  FROM redemption r JOIN promotion p ON p.id = r.promotion_id
  WHERE r.state <> 'RELEASED' AND r.customer_id IS NOT NULL
  GROUP BY p.id, r.customer_id HAVING count(*) > p.usage_limit_per_customer AND max(r.created_at) >= p.updated_at
  UNION ALL
  SELECT c.id, r.customer_id, count(*)::int, c.usage_limit_per_customer
  FROM redemption r JOIN coupon c ON c.id = r.coupon_id
  WHERE r.state <> 'RELEASED' AND r.customer_id IS NOT NULL GROUP BY c.id, r.customer_id HAVING count(*) > c.usage_limit_per_customer
  ORDER BY 1, 2`;

interface Counted {
  readonly id: string;
  readonly text: string;
}

interface CustomerUses {
  readonly id: string;
  readonly customer_id: string;
  readonly uses: number;
  readonly most: number;
}

export const promotionsAddUp: Rule = {
  name: 'promotions-add-up',
  holds:
    'The counters and budgets of promotions and coupons are exactly what their uses add up to, and no limit, budget or limit per ' +
    'customer is exceeded.',
  databases: ['pricing'],
  check: async ({ databases }, findings) => {
    const [count] = await databases.rows<{ count: number }>(
      'pricing',
      'SELECT ((SELECT count(*) FROM promotion) + (SELECT count(*) FROM coupon))::int AS count',
    );
    findings.look(count?.count ?? 0);
    const wrong = [
      ...(await databases.rows<Counted>('pricing', PROMOTIONS)),
      ...(await databases.rows<Counted>('pricing', COUPONS)),
    ];
    for (const { id, text } of wrong) findings.add([id], text);
    for (const { id, customer_id, uses, most } of await databases.rows<CustomerUses>('pricing', CUSTOMERS))
      findings.add([id, customer_id], `was used ${uses} times by one customer, at most ${most}`);
  },
};
