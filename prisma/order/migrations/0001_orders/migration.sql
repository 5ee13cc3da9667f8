CREATE TABLE checkout_session (
  id                  uuid          NOT NULL,
  status              text          NOT NULL DEFAULT 'OPEN',
  cart_id             uuid          NOT NULL,
  cart_version        int           NOT NULL,
  customer_id         text,
  session_id          uuid,
  store_id            text          NOT NULL,
  channel             text          NOT NULL,
  tenant_region       text          NOT NULL,
  currency            char(3)       NOT NULL,
  email               text,
  shipping_address    jsonb         NOT NULL,
  billing_address     jsonb,
  subtotal_minor      bigint        NOT NULL,
  discount_minor      bigint        NOT NULL,
  tax_minor           bigint        NOT NULL,
  shipping_minor      bigint,
  total_minor         bigint        NOT NULL,
  offered_total_minor bigint        NOT NULL,
  fx_rate             numeric(20,10),
  quote_id            text          NOT NULL,
  quote_valid_until   timestamptz   NOT NULL,
  lines               jsonb         NOT NULL,
  order_id            uuid,
  completing_until    timestamptz,
  expires_at          timestamptz   NOT NULL,
  created_at          timestamptz   NOT NULL DEFAULT now(),
  updated_at          timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT checkout_session_pkey PRIMARY KEY (id),
  CONSTRAINT checkout_session_status_ck CHECK (status IN ('OPEN', 'COMPLETING', 'COMPLETED', 'EXPIRED', 'CANCELLED')),
  CONSTRAINT checkout_session_order_ck CHECK ((status IN ('COMPLETING', 'COMPLETED')) = (order_id IS NOT NULL)),
  CONSTRAINT checkout_session_completing_ck CHECK ((status = 'COMPLETING') = (completing_until IS NOT NULL)),
  CONSTRAINT checkout_session_owner_ck CHECK (customer_id IS NOT NULL OR session_id IS NOT NULL),
  CONSTRAINT checkout_session_currency_ck CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT checkout_session_money_ck CHECK (
    subtotal_minor >= 0 AND discount_minor BETWEEN 0 AND subtotal_minor AND tax_minor >= 0 AND total_minor >= 0
    AND offered_total_minor >= 0 AND (shipping_minor IS NULL OR shipping_minor >= 0)
  ),
  CONSTRAINT checkout_session_lines_ck CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) BETWEEN 1 AND 250)
);
CREATE INDEX checkout_session_cart_ix ON checkout_session (cart_id);
CREATE UNIQUE INDEX checkout_session_order_uq ON checkout_session (order_id);
CREATE INDEX checkout_session_expiry_ix ON checkout_session (expires_at) WHERE status = 'OPEN';
CREATE INDEX checkout_session_completing_ix ON checkout_session (completing_until) WHERE status = 'COMPLETING';

CREATE TABLE orders (
  id                  uuid          NOT NULL,
  order_number        text          NOT NULL,
  cart_id             uuid,
  cart_version        int,
  checkout_session_id uuid,
  customer_id         text,
  session_id          uuid,
  status              text          NOT NULL DEFAULT 'PENDING',
  payment_status      text          NOT NULL DEFAULT 'PENDING',
  fulfillment_status  text          NOT NULL DEFAULT 'UNFULFILLED',
  version             int           NOT NULL DEFAULT 1,
  store_id            text          NOT NULL,
  channel             text          NOT NULL,
  tenant_region       text          NOT NULL,
  currency            char(3)       NOT NULL,
  email               text,
  shipping_address    jsonb,
  billing_address     jsonb,
  subtotal_minor      bigint        NOT NULL,
  discount_minor      bigint        NOT NULL,
  tax_minor           bigint        NOT NULL,
  shipping_minor      bigint,
  total_minor         bigint        NOT NULL,
  fx_rate             numeric(20,10),
  quote_id            text,
  payment_due_at      timestamptz(3),
  payment_check_at    timestamptz(3),
  created_at          timestamptz(3) NOT NULL DEFAULT now(),
  updated_at          timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_number_ck CHECK (order_number ~ '^AG-[0-9]{4}-[0-9A-Z]{6,12}$'),
  CONSTRAINT orders_cart_ck CHECK ((cart_id IS NULL) = (cart_version IS NULL)),
  CONSTRAINT orders_status_ck CHECK (status IN ('PENDING', 'PENDING_REVIEW', 'CONFIRMED', 'FULFILLED', 'CANCELLED', 'RETURNED')),
  CONSTRAINT orders_payment_status_ck CHECK (
    payment_status IN ('PENDING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED')
  ),
  CONSTRAINT orders_fulfillment_status_ck CHECK (
    fulfillment_status IN ('UNFULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLED', 'RETURNED')
  ),
  CONSTRAINT orders_payment_due_ck CHECK (status <> 'PENDING' OR payment_due_at IS NOT NULL),
  CONSTRAINT orders_version_ck CHECK (version >= 1),
  CONSTRAINT orders_currency_ck CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT orders_money_ck CHECK (
    subtotal_minor >= 0 AND discount_minor BETWEEN 0 AND subtotal_minor AND tax_minor >= 0 AND total_minor >= 0
    AND (shipping_minor IS NULL OR shipping_minor >= 0)
  )
);
CREATE UNIQUE INDEX orders_number_uq ON orders (order_number);
CREATE UNIQUE INDEX orders_live_cart_uq ON orders (cart_id) WHERE status <> 'CANCELLED';
CREATE INDEX orders_customer_status_ix ON orders (customer_id, status);
CREATE INDEX orders_customer_created_ix ON orders (customer_id, created_at, id);
CREATE INDEX orders_session_ix ON orders (session_id, created_at) WHERE session_id IS NOT NULL;
CREATE INDEX orders_region_created_ix ON orders (tenant_region, created_at);
CREATE INDEX orders_status_updated_ix ON orders (status, updated_at);
CREATE INDEX orders_created_ix ON orders (created_at, id);
CREATE INDEX orders_updated_ix ON orders (updated_at, id);
CREATE INDEX orders_total_ix ON orders (total_minor, id);
CREATE INDEX orders_email_ix ON orders (email);
CREATE INDEX orders_payment_check_ix ON orders (payment_check_at) WHERE payment_check_at IS NOT NULL;

CREATE TABLE order_line (
  id                   uuid     NOT NULL,
  order_id             uuid     NOT NULL,
  position             smallint NOT NULL,
  sku                  text     NOT NULL,
  catalog_variant_id   uuid,
  title                text     NOT NULL,
  quantity             int      NOT NULL,
  backordered_quantity int      NOT NULL DEFAULT 0,
  unit_price_minor     bigint   NOT NULL,
  subtotal_minor       bigint   NOT NULL,
  discount_minor       bigint   NOT NULL,
  tax_minor            bigint   NOT NULL,
  total_minor          bigint   NOT NULL,
  attributes           jsonb    NOT NULL DEFAULT '[]',
  CONSTRAINT order_line_pkey PRIMARY KEY (id),
  CONSTRAINT order_line_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT order_line_quantity_ck CHECK (quantity > 0 AND backordered_quantity BETWEEN 0 AND quantity),
  CONSTRAINT order_line_money_ck CHECK (
    unit_price_minor >= 0 AND subtotal_minor >= 0 AND discount_minor BETWEEN 0 AND subtotal_minor AND tax_minor >= 0 AND total_minor >= 0
  ),
  CONSTRAINT order_line_position_ck CHECK (position BETWEEN 1 AND 250)
);
CREATE UNIQUE INDEX order_line_position_uq ON order_line (order_id, position);
CREATE INDEX order_line_sku_ix ON order_line (sku);

CREATE TABLE order_status_change (
  id          uuid        NOT NULL,
  order_id    uuid        NOT NULL,
  version     int         NOT NULL,
  from_status text,
  to_status   text        NOT NULL,
  reason_code varchar(32),
  comment     text,
  actor       text        NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT order_status_change_pkey PRIMARY KEY (id),
  CONSTRAINT order_status_change_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT order_status_change_status_ck CHECK (
    to_status IN ('PENDING', 'PENDING_REVIEW', 'CONFIRMED', 'FULFILLED', 'CANCELLED', 'RETURNED')
    AND (from_status IS NULL OR from_status IN ('PENDING', 'PENDING_REVIEW', 'CONFIRMED', 'FULFILLED', 'CANCELLED', 'RETURNED'))
  ),
  CONSTRAINT order_status_change_version_ck CHECK (version >= 1)
);
CREATE UNIQUE INDEX order_status_change_version_uq ON order_status_change (order_id, version);

CREATE TABLE payment (
  order_id         uuid        NOT NULL,
  intent_id        text,
  status           text        NOT NULL DEFAULT 'PENDING',
  currency         char(3)     NOT NULL,
  amount_minor     bigint      NOT NULL,
  authorized_minor bigint      NOT NULL DEFAULT 0,
  captured_minor   bigint      NOT NULL DEFAULT 0,
  refunded_minor   bigint      NOT NULL DEFAULT 0,
  failure_code     text,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_pkey PRIMARY KEY (order_id),
  CONSTRAINT payment_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT payment_status_ck CHECK (
    status IN ('PENDING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED')
  ),
  CONSTRAINT payment_currency_ck CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT payment_money_ck CHECK (
    amount_minor >= 0 AND authorized_minor BETWEEN 0 AND amount_minor AND captured_minor BETWEEN 0 AND authorized_minor
    AND refunded_minor BETWEEN 0 AND captured_minor
  )
);
CREATE UNIQUE INDEX payment_intent_uq ON payment (intent_id);

-- Messaging tables of every domain's database; the first migration of each domain contains this text.

-- A queue: the relay deletes what the event transport acknowledged. It is vacuumed by row count, because its
-- size says nothing about its churn.
CREATE TABLE outbox (
  shard             smallint    NOT NULL,
  seq               bigint      GENERATED ALWAYS AS IDENTITY,
  event_id          uuid        NOT NULL,
  type              text        NOT NULL,
  aggregate_id      text        NOT NULL,
  aggregate_version int         NOT NULL,
  payload           jsonb       NOT NULL,
  headers           jsonb       NOT NULL DEFAULT '{}',
  attempts          int         NOT NULL DEFAULT 0,
  parked_until      timestamptz,
  created_at        timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outbox_pkey PRIMARY KEY (shard, seq),
  CONSTRAINT outbox_shard_ck CHECK (shard BETWEEN 0 AND 15)
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = 10000
);

-- The shard of a key: the same as outboxShard() of the platform, for functions that write outbox rows themselves.
CREATE FUNCTION outbox_shard(key text) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (get_byte(sha256(convert_to(key, 'UTF8')), 0) & 15)::smallint
$$;

CREATE TABLE inbox (
  consumer   text        NOT NULL,
  event_id   uuid        NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_handled_ix ON inbox (handled_at);

-- Completing a claim updates no indexed column: room on the page keeps it a heap-only update.
CREATE TABLE idempotency (
  scope        text        NOT NULL,
  operation    text        NOT NULL,
  key          text        NOT NULL,
  fingerprint  bytea       NOT NULL,
  operation_id uuid        NOT NULL,
  claim        uuid        NOT NULL,
  state        text        NOT NULL DEFAULT 'IN_FLIGHT',
  lease_until  timestamptz NOT NULL,
  outcome      jsonb,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_pkey PRIMARY KEY (scope, operation, key),
  CONSTRAINT idempotency_state_ck CHECK (state IN ('IN_FLIGHT', 'DONE') AND (state = 'DONE') = (outcome IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX idempotency_purge_ix ON idempotency (created_at);

-- Called by a statement that completes a claim together with its effect, when the claim is no longer the
-- writer's: the error takes the effect back.
CREATE FUNCTION idempotency_claim_lost() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the idempotency claim was lost' USING ERRCODE = 'AG002';
END
$$;

CREATE TABLE audit_log (
  id             uuid        NOT NULL,
  actor          text        NOT NULL,
  action         text        NOT NULL,
  entity         text        NOT NULL,
  correlation_id text,
  at             timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_log_entity_ix ON audit_log (entity, at);
