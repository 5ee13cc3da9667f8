-- Sagas: what makes an order of a session (and later, what takes goods back), step by step, with a log of every attempt.
CREATE TABLE saga (
  id                  uuid NOT NULL,
  order_id            uuid NOT NULL,
  checkout_session_id uuid,
  kind                text NOT NULL,
  state               text NOT NULL DEFAULT 'RUNNING',
  reason              text,
  failures            integer NOT NULL DEFAULT 0,
  wake_at             timestamptz(3),
  lease_until         timestamptz(3),
  created_at          timestamptz(3) NOT NULL DEFAULT now(),
  updated_at          timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT saga_pkey PRIMARY KEY (id),
  CONSTRAINT saga_kind_ck CHECK (kind IN ('PLACE_ORDER', 'RETURN_ITEMS')),
  CONSTRAINT saga_state_ck CHECK (state IN ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED')),
  -- Whoever has not ended is woken some day.
  CONSTRAINT saga_wake_ck CHECK ((state IN ('COMPLETED', 'COMPENSATED')) = (wake_at IS NULL)),
  CONSTRAINT saga_lease_ck CHECK (lease_until IS NULL OR wake_at IS NOT NULL),
  CONSTRAINT saga_failures_ck CHECK (failures >= 0)
);
CREATE INDEX saga_order_ix ON saga (order_id);
CREATE INDEX saga_wake_ix ON saga (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE saga_attempt (
  id          uuid NOT NULL,
  saga_id     uuid NOT NULL,
  step        text NOT NULL,
  direction   text NOT NULL,
  started_at  timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  outcome     text,
  error       text,
  CONSTRAINT saga_attempt_pkey PRIMARY KEY (id),
  CONSTRAINT saga_attempt_saga_fk FOREIGN KEY (saga_id) REFERENCES saga (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT saga_attempt_direction_ck CHECK (direction IN ('DO', 'COMPENSATE')),
  CONSTRAINT saga_attempt_outcome_ck CHECK (outcome IN ('DONE', 'WAITING', 'REFUSED', 'FAILED')),
  CONSTRAINT saga_attempt_end_ck CHECK ((outcome IS NULL) = (finished_at IS NULL))
);
CREATE INDEX saga_attempt_saga_ix ON saga_attempt (saga_id, id);

-- What was under way before there were sagas goes on as one: its intent may exist, and its cart may be locked.
INSERT INTO saga (id, order_id, checkout_session_id, kind, state, wake_at)
  SELECT id, id, checkout_session_id, 'PLACE_ORDER', CASE status WHEN 'CANCELLED' THEN 'COMPENSATING' ELSE 'RUNNING' END,
         COALESCE(payment_check_at, now())
  FROM orders WHERE payment_check_at IS NOT NULL OR status IN ('PENDING', 'PENDING_REVIEW')
  UNION ALL
  SELECT order_id, order_id, id, 'PLACE_ORDER', 'RUNNING', completing_until
  FROM checkout_session s
  WHERE status = 'COMPLETING' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = s.order_id);
INSERT INTO saga_attempt (id, saga_id, step, direction, started_at, finished_at, outcome)
  SELECT gen_random_uuid(), s.id, step, 'DO', now(), now(), 'DONE'
  FROM saga s, unnest(ARRAY['verify-quote', 'lock-cart', 'place-order', 'allocate-stock', 'hold-promotions', 'create-intent']) AS step
  WHERE step IN ('verify-quote', 'lock-cart') OR EXISTS (SELECT 1 FROM orders o WHERE o.id = s.id);

DROP INDEX orders_payment_check_ix;
ALTER TABLE orders DROP COLUMN payment_check_at;
