-- What the clock of prices has told, and which coupons were made together.

-- Null: nothing to tell (a standing price; a rule that is for no single sku). 0: its window has not begun, 1: it was told that it
-- began, 2: it was told that it ended. A row is due by itself, whenever its writer commits: no look can miss it.
ALTER TABLE price ADD COLUMN window_phase smallint;
ALTER TABLE price ADD CONSTRAINT price_window_phase_ck CHECK (window_phase BETWEEN 0 AND 2);
UPDATE price SET window_phase = CASE WHEN valid_until <= now() THEN 2 WHEN valid_from > now() THEN 0 ELSE 1 END
WHERE valid_from IS NOT NULL OR valid_until IS NOT NULL;
CREATE INDEX price_due_ix ON price (window_phase) WHERE window_phase < 2;

ALTER TABLE price_rule ADD COLUMN window_phase smallint;
ALTER TABLE price_rule ADD CONSTRAINT price_rule_window_phase_ck CHECK (window_phase BETWEEN 0 AND 2);
UPDATE price_rule SET window_phase = CASE WHEN ends_at <= now() THEN 2 WHEN starts_at > now() THEN 0 ELSE 1 END
WHERE (starts_at IS NOT NULL OR ends_at IS NOT NULL) AND sku IS NOT NULL AND scope IN ('PRICE', 'CATALOG');
CREATE INDEX price_rule_due_ix ON price_rule (window_phase) WHERE window_phase < 2;

ALTER TABLE coupon ADD COLUMN batch_id uuid;
CREATE INDEX coupon_batch_ix ON coupon (batch_id, id) WHERE batch_id IS NOT NULL;

-- The lists of staff: by title.
CREATE INDEX promotion_title_ix ON promotion (title, id);
