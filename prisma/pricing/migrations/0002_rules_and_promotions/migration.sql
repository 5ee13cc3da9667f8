-- Rules, promotions, coupons and their redemptions; price history, floors, exchange rates, shipping, segments of customers.

ALTER TABLE price ADD COLUMN floor_minor bigint;
ALTER TABLE price ADD CONSTRAINT price_floor_ck CHECK (floor_minor BETWEEN 0 AND amount_minor);

-- What a standing price was, and for how long: EU display of the lowest price of 30 days. Written by a trigger, so that no
-- writer can forget it.
CREATE TABLE price_history (
  id               uuid        NOT NULL DEFAULT gen_random_uuid(),
  price_id         uuid        NOT NULL,
  price_book_id    uuid        NOT NULL,
  sku              text        NOT NULL,
  minimum_quantity int         NOT NULL,
  amount_minor     bigint      NOT NULL,
  since            timestamptz NOT NULL,
  until            timestamptz,
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_history_pkey PRIMARY KEY (id),
  CONSTRAINT price_history_window_ck CHECK (until >= since)
);
CREATE UNIQUE INDEX price_history_open_uq ON price_history (price_id) WHERE until IS NULL;
CREATE INDEX price_history_sku_ix ON price_history (price_book_id, sku, since);
CREATE INDEX price_history_updated_ix ON price_history (updated_at);

-- Not now(): a writer that waited for the row began before the price that it replaces.
CREATE FUNCTION price_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE t timestamptz := clock_timestamp();
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.amount_minor = OLD.amount_minor AND NEW.valid_from IS NOT DISTINCT FROM OLD.valid_from
    AND NEW.valid_until IS NOT DISTINCT FROM OLD.valid_until THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN
    UPDATE price_history SET until = GREATEST(since, t) WHERE price_id = OLD.id AND until IS NULL;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.valid_from IS NULL AND NEW.valid_until IS NULL THEN
    INSERT INTO price_history (price_id, price_book_id, sku, minimum_quantity, amount_minor, since)
    VALUES (NEW.id, NEW.price_book_id, NEW.sku, NEW.minimum_quantity, NEW.amount_minor, t);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER price_history_keep AFTER INSERT OR UPDATE OR DELETE ON price FOR EACH ROW EXECUTE FUNCTION price_keep_history();

INSERT INTO price_history (price_id, price_book_id, sku, minimum_quantity, amount_minor, since)
SELECT id, price_book_id, sku, minimum_quantity, amount_minor, updated_at FROM price WHERE valid_from IS NULL AND valid_until IS NULL;

CREATE TABLE currency_rate (
  base       char(3)        NOT NULL,
  quote      char(3)        NOT NULL,
  rate       numeric(20,10) NOT NULL,
  as_of      timestamptz    NOT NULL,
  source     text           NOT NULL,
  version    int            NOT NULL DEFAULT 1,
  updated_at timestamptz    NOT NULL DEFAULT now(),
  CONSTRAINT currency_rate_pkey PRIMARY KEY (base, quote),
  CONSTRAINT currency_rate_codes_ck CHECK (base ~ '^[A-Z]{3}$' AND quote ~ '^[A-Z]{3}$' AND base <> quote),
  CONSTRAINT currency_rate_rate_ck CHECK (rate > 0)
);
CREATE INDEX currency_rate_updated_ix ON currency_rate (updated_at);

CREATE TABLE shipping_rate (
  id              uuid        NOT NULL,
  region          text        NOT NULL,
  code            text        NOT NULL,
  title           text        NOT NULL,
  currency        char(3)     NOT NULL,
  amount_minor    bigint      NOT NULL,
  free_from_minor bigint,
  estimated_days  int,
  position        int         NOT NULL DEFAULT 0,
  active          boolean     NOT NULL DEFAULT true,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shipping_rate_pkey PRIMARY KEY (id),
  CONSTRAINT shipping_rate_amount_ck CHECK (amount_minor BETWEEN 0 AND 1000000000000),
  CONSTRAINT shipping_rate_free_ck CHECK (free_from_minor >= 0),
  CONSTRAINT shipping_rate_days_ck CHECK (estimated_days BETWEEN 0 AND 365)
);
CREATE UNIQUE INDEX shipping_rate_code_uq ON shipping_rate (region, code, currency);
CREATE INDEX shipping_rate_updated_ix ON shipping_rate (updated_at);

CREATE TABLE promotion (
  id                       uuid        NOT NULL,
  title                    text        NOT NULL,
  description              text,
  status                   text        NOT NULL DEFAULT 'DRAFT',
  starts_at                timestamptz,
  ends_at                  timestamptz,
  budget_minor             bigint,
  budget_currency          char(3),
  usage_limit              int,
  usage_limit_per_customer int,
  coupon_required          boolean     NOT NULL DEFAULT false,
  version                  int         NOT NULL DEFAULT 1,
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT promotion_pkey PRIMARY KEY (id),
  CONSTRAINT promotion_title_ck CHECK (length(title) BETWEEN 1 AND 200),
  CONSTRAINT promotion_status_ck CHECK (status IN ('DRAFT', 'SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED')),
  CONSTRAINT promotion_window_ck CHECK (ends_at > starts_at),
  CONSTRAINT promotion_budget_ck CHECK ((budget_minor IS NULL) = (budget_currency IS NULL) AND budget_minor > 0),
  CONSTRAINT promotion_limits_ck CHECK (usage_limit > 0 AND usage_limit_per_customer > 0)
);
CREATE INDEX promotion_updated_ix ON promotion (updated_at);
CREATE INDEX promotion_due_ix ON promotion (status) WHERE status IN ('SCHEDULED', 'ACTIVE');

-- The counters of a promotion, apart from it: every redemption writes here and nobody else.
CREATE TABLE promotion_usage (
  promotion_id uuid        NOT NULL,
  redemptions  int         NOT NULL DEFAULT 0,
  spent_minor  bigint      NOT NULL DEFAULT 0,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT promotion_usage_pkey PRIMARY KEY (promotion_id),
  CONSTRAINT promotion_usage_promotion_fk FOREIGN KEY (promotion_id) REFERENCES promotion (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT promotion_usage_counts_ck CHECK (redemptions >= 0 AND spent_minor >= 0)
);
CREATE INDEX promotion_usage_updated_ix ON promotion_usage (updated_at);

CREATE TABLE price_rule (
  id                      uuid        NOT NULL,
  promotion_id            uuid,
  name                    text        NOT NULL,
  scope                   text        NOT NULL,
  priority                int         NOT NULL,
  exclusive               boolean     NOT NULL DEFAULT false,
  stack_group             text,
  excludes                text[]      NOT NULL DEFAULT '{}',
  includes                text[]      NOT NULL DEFAULT '{}',
  region                  text,
  channel                 text,
  segment                 text,
  sku                     text,
  category                text,
  minimum_quantity        int         NOT NULL DEFAULT 1,
  condition               text,
  adjustment_basis_points int,
  adjustment_minor        bigint,
  currency                char(3),
  maximum_per_line_minor  bigint,
  maximum_per_order_minor bigint,
  starts_at               timestamptz,
  ends_at                 timestamptz,
  active                  boolean     NOT NULL DEFAULT true,
  version                 int         NOT NULL DEFAULT 1,
  created_at              timestamptz NOT NULL DEFAULT now(),
  updated_at              timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_rule_pkey PRIMARY KEY (id),
  CONSTRAINT price_rule_promotion_fk FOREIGN KEY (promotion_id) REFERENCES promotion (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT price_rule_name_ck CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT price_rule_scope_ck CHECK (scope IN ('PRICE', 'CATALOG', 'LINE', 'ORDER')),
  CONSTRAINT price_rule_quantity_ck CHECK (minimum_quantity BETWEEN 1 AND 1000),
  CONSTRAINT price_rule_condition_ck CHECK (length(condition) <= 2000),
  CONSTRAINT price_rule_adjustment_ck CHECK ((adjustment_basis_points IS NULL) <> (adjustment_minor IS NULL)),
  CONSTRAINT price_rule_basis_points_ck CHECK (adjustment_basis_points BETWEEN -10000 AND 100000),
  CONSTRAINT price_rule_currency_ck CHECK (currency IS NOT NULL OR COALESCE(adjustment_minor, maximum_per_line_minor, maximum_per_order_minor) IS NULL),
  CONSTRAINT price_rule_maximum_ck CHECK (maximum_per_line_minor > 0 AND maximum_per_order_minor > 0),
  CONSTRAINT price_rule_order_ck CHECK (scope <> 'ORDER' OR (sku IS NULL AND category IS NULL AND maximum_per_line_minor IS NULL)),
  CONSTRAINT price_rule_window_ck CHECK (ends_at > starts_at)
);
CREATE INDEX price_rule_promotion_ix ON price_rule (promotion_id);
CREATE INDEX price_rule_updated_ix ON price_rule (updated_at);
CREATE INDEX price_rule_list_ix ON price_rule (priority DESC, id);

CREATE TABLE coupon (
  id                       uuid        NOT NULL,
  code                     text        NOT NULL,
  promotion_id             uuid        NOT NULL,
  usage_limit              int,
  usage_limit_per_customer int,
  usage_count              int         NOT NULL DEFAULT 0,
  active                   boolean     NOT NULL DEFAULT true,
  created_at               timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT coupon_pkey PRIMARY KEY (id),
  CONSTRAINT coupon_promotion_fk FOREIGN KEY (promotion_id) REFERENCES promotion (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT coupon_code_ck CHECK (code ~ '^[A-Z0-9][A-Z0-9_-]{2,39}$'),
  CONSTRAINT coupon_limits_ck CHECK (usage_limit > 0 AND usage_limit_per_customer > 0),
  CONSTRAINT coupon_count_ck CHECK (usage_count >= 0 AND usage_count <= usage_limit)
);
CREATE UNIQUE INDEX coupon_code_uq ON coupon (code);
CREATE INDEX coupon_promotion_ix ON coupon (promotion_id, id);

-- One use of a promotion by an order. HELD from its completion on, CONFIRMED or RELEASED with the order.
CREATE TABLE redemption (
  id           uuid        NOT NULL DEFAULT gen_random_uuid(),
  order_id     uuid        NOT NULL,
  promotion_id uuid        NOT NULL,
  coupon_id    uuid,
  customer_id  text,
  amount_minor bigint      NOT NULL,
  currency     char(3)     NOT NULL,
  state        text        NOT NULL DEFAULT 'HELD',
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT redemption_pkey PRIMARY KEY (id),
  CONSTRAINT redemption_promotion_fk FOREIGN KEY (promotion_id) REFERENCES promotion (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT redemption_coupon_fk FOREIGN KEY (coupon_id) REFERENCES coupon (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT redemption_state_ck CHECK (state IN ('HELD', 'CONFIRMED', 'RELEASED')),
  CONSTRAINT redemption_amount_ck CHECK (amount_minor >= 0)
);
CREATE UNIQUE INDEX redemption_order_uq ON redemption (order_id, promotion_id);
CREATE INDEX redemption_customer_ix ON redemption (customer_id, promotion_id) WHERE customer_id IS NOT NULL AND state <> 'RELEASED';
CREATE INDEX redemption_coupon_ix ON redemption (coupon_id) WHERE coupon_id IS NOT NULL;

-- An order that was given up before it redeemed anything: a redemption that comes later is refused.
CREATE TABLE redemption_closed (
  order_id  uuid        NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT redemption_closed_pkey PRIMARY KEY (order_id)
);
CREATE INDEX redemption_closed_ix ON redemption_closed (closed_at);

-- Read model of customer.created.v1 and customer.updated.v1: what decides which prices somebody gets.
CREATE TABLE customer_segment (
  customer_id text        NOT NULL,
  segments    text[]      NOT NULL,
  version     int         NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT customer_segment_pkey PRIMARY KEY (customer_id)
);

CREATE TRIGGER price_history_touch BEFORE INSERT OR UPDATE ON price_history FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER currency_rate_touch BEFORE INSERT OR UPDATE ON currency_rate FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER shipping_rate_touch BEFORE INSERT OR UPDATE ON shipping_rate FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER promotion_touch BEFORE INSERT OR UPDATE ON promotion FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER promotion_usage_touch BEFORE INSERT OR UPDATE ON promotion_usage FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER price_rule_touch BEFORE INSERT OR UPDATE ON price_rule FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Holds the promotions of an order, all or none, once per order. p_items: [{"promotionId", "couponCode" or null, "amountMinor"}].
-- Locks the counters in the order of the promotions' ids: two orders never wait for each other. Every limit is decided on
-- the locked row: the counters of the promotion first, so that its redemptions by one customer are counted one after another.
-- Answers nothing when all are held (also by an earlier call), else one row: which promotion, and why not.
CREATE FUNCTION promotion_redeem(p_order uuid, p_customer text, p_currency char(3), p_items jsonb)
RETURNS TABLE (refused_promotion uuid, refused_code text, reason text) LANGUAGE plpgsql AS $$
DECLARE i record; p promotion; u promotion_usage; c coupon; v_used int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_order::text, 0));
  IF EXISTS (SELECT FROM redemption_closed WHERE order_id = p_order) THEN
    RETURN QUERY SELECT NULL::uuid, NULL::text, 'ORDER_CLOSED'; RETURN;
  END IF;
  IF EXISTS (SELECT FROM redemption WHERE order_id = p_order) THEN RETURN; END IF;
  BEGIN
    FOR i IN SELECT x."promotionId" AS promotion_id, x."couponCode" AS code, x."amountMinor" AS amount
      FROM jsonb_to_recordset(p_items) AS x ("promotionId" uuid, "couponCode" text, "amountMinor" bigint) ORDER BY 1
    LOOP
      refused_promotion := i.promotion_id; refused_code := i.code;
      SELECT * INTO p FROM promotion WHERE id = i.promotion_id;
      IF NOT FOUND OR p.status NOT IN ('ACTIVE', 'SCHEDULED') OR p.ends_at <= now() OR (p.coupon_required AND i.code IS NULL) THEN
        reason := 'NOT_ACTIVE'; RAISE EXCEPTION USING ERRCODE = 'AG003';
      END IF;
      INSERT INTO promotion_usage (promotion_id) VALUES (i.promotion_id) ON CONFLICT DO NOTHING;
      SELECT * INTO u FROM promotion_usage WHERE promotion_id = i.promotion_id FOR NO KEY UPDATE;
      IF u.redemptions >= p.usage_limit THEN reason := 'USAGE_LIMIT'; RAISE EXCEPTION USING ERRCODE = 'AG003'; END IF;
      IF u.spent_minor + i.amount > p.budget_minor OR p.budget_currency <> p_currency THEN
        reason := 'BUDGET'; RAISE EXCEPTION USING ERRCODE = 'AG003';
      END IF;
      IF p.usage_limit_per_customer IS NOT NULL AND p_customer IS NOT NULL THEN
        SELECT count(*) INTO v_used FROM redemption r
        WHERE r.customer_id = p_customer AND r.promotion_id = i.promotion_id AND r.state <> 'RELEASED';
        IF v_used >= p.usage_limit_per_customer THEN reason := 'CUSTOMER_LIMIT'; RAISE EXCEPTION USING ERRCODE = 'AG003'; END IF;
      END IF;
      c := NULL;
      IF i.code IS NOT NULL THEN
        UPDATE coupon SET usage_count = usage_count + 1
        WHERE code = i.code AND promotion_id = i.promotion_id AND active AND (usage_limit IS NULL OR usage_count < usage_limit)
        RETURNING * INTO c;
        IF c.id IS NULL THEN reason := 'COUPON_LIMIT'; RAISE EXCEPTION USING ERRCODE = 'AG003'; END IF;
        IF c.usage_limit_per_customer IS NOT NULL AND p_customer IS NOT NULL THEN
          SELECT count(*) INTO v_used FROM redemption r
          WHERE r.customer_id = p_customer AND r.coupon_id = c.id AND r.state <> 'RELEASED';
          IF v_used >= c.usage_limit_per_customer THEN reason := 'CUSTOMER_LIMIT'; RAISE EXCEPTION USING ERRCODE = 'AG003'; END IF;
        END IF;
      END IF;
      UPDATE promotion_usage SET redemptions = redemptions + 1, spent_minor = spent_minor + i.amount WHERE promotion_id = i.promotion_id;
      INSERT INTO redemption (order_id, promotion_id, coupon_id, customer_id, amount_minor, currency)
      VALUES (p_order, i.promotion_id, c.id, p_customer, i.amount, p_currency);
    END LOOP;
  EXCEPTION WHEN SQLSTATE 'AG003' THEN
    -- What the loop wrote is undone; what it had set says which one and why.
    RETURN NEXT;
  END;
END
$$;

-- The order was confirmed: what it holds is used for good. Once, whatever is repeated.
CREATE FUNCTION promotion_confirm(p_order uuid) RETURNS int LANGUAGE sql AS $$
  WITH r AS (UPDATE redemption SET state = 'CONFIRMED', updated_at = now() WHERE order_id = p_order AND state = 'HELD' RETURNING 1)
  SELECT count(*)::int FROM r
$$;

-- The order was given up, before or after its confirmation: its uses are free again. Also remembered when it comes first.
CREATE FUNCTION promotion_release(p_order uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_released int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_order::text, 0));
  INSERT INTO redemption_closed (order_id) VALUES (p_order) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM promotion_usage u JOIN redemption r ON r.promotion_id = u.promotion_id
  WHERE r.order_id = p_order AND r.state <> 'RELEASED' ORDER BY u.promotion_id FOR NO KEY UPDATE OF u;
  WITH r AS (
    UPDATE redemption SET state = 'RELEASED', updated_at = now() WHERE order_id = p_order AND state <> 'RELEASED'
    RETURNING promotion_id, coupon_id, amount_minor),
  u AS (
    UPDATE promotion_usage u SET redemptions = u.redemptions - 1, spent_minor = u.spent_minor - r.amount_minor
    FROM r WHERE u.promotion_id = r.promotion_id),
  c AS (UPDATE coupon c SET usage_count = c.usage_count - 1 FROM r WHERE c.id = r.coupon_id)
  SELECT count(*)::int INTO v_released FROM r;
  RETURN v_released;
END
$$;
