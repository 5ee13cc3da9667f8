-- The windows of all rules are told of, not only of those for one sku: null is a rule without a window. What began or ended before
-- stays untold.
UPDATE price_rule SET window_phase = CASE WHEN ends_at <= now() THEN 2 WHEN starts_at > now() THEN 0 ELSE 1 END
WHERE (starts_at IS NOT NULL OR ends_at IS NOT NULL) AND window_phase IS NULL;
