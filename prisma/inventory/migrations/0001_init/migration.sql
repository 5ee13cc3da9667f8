-- Stock, holds and messaging tables of the inventory domain.
--
-- Two balances hold on every row at every commit, whatever runs in parallel:
--   on_hand   = available + held + allocated        (none negative: stock_balance_ck, stock_nonnegative_ck)
--   held      = the quantities of cart holds, allocated = those of order allocations, backordered = what was
--               promised beyond the goods (proved by the reconcile test of subgraphs/inventory)

CREATE TABLE location (
  code             text NOT NULL,
  region           text NOT NULL,
  allocation_order int  NOT NULL DEFAULT 0,
  CONSTRAINT location_pkey PRIMARY KEY (code)
);
CREATE INDEX location_region_ix ON location (region, allocation_order);

-- Hot rows: half-empty pages keep updates on the page, where they are pruned on access.
CREATE TABLE stock (
  sku                 text        NOT NULL,
  location            text        NOT NULL,
  on_hand             int         NOT NULL,
  available           int         NOT NULL,
  held                int         NOT NULL DEFAULT 0,
  allocated           int         NOT NULL DEFAULT 0,
  safety_stock        int         NOT NULL DEFAULT 0,
  backorderable       boolean     NOT NULL DEFAULT false,
  backorder_limit     int         NOT NULL DEFAULT 0,
  backordered         int         NOT NULL DEFAULT 0,
  low_stock_threshold int         NOT NULL DEFAULT 10,
  version             int         NOT NULL DEFAULT 1,
  updated_at          timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stock_pkey PRIMARY KEY (sku, location),
  CONSTRAINT stock_location_fk FOREIGN KEY (location) REFERENCES location (code) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT stock_balance_ck CHECK (on_hand = available + held + allocated),
  CONSTRAINT stock_nonnegative_ck CHECK (available >= 0 AND held >= 0 AND allocated >= 0 AND backordered >= 0),
  CONSTRAINT stock_settings_ck CHECK (safety_stock >= 0 AND backorder_limit >= 0 AND low_stock_threshold >= 0)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX stock_location_ix ON stock (location, sku);

-- Every change of on_hand, so that on_hand = the sum of the deltas.
CREATE TABLE stock_adjustment (
  id            uuid        NOT NULL,
  sku           text        NOT NULL,
  location      text        NOT NULL,
  kind          text        NOT NULL,
  delta         int         NOT NULL,
  on_hand_after int         NOT NULL,
  reason        text,
  reference     text,
  actor         text        NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stock_adjustment_pkey PRIMARY KEY (id),
  CONSTRAINT stock_adjustment_kind_ck CHECK (kind IN ('SET', 'ADJUST', 'COMMIT', 'BACKORDER_FILL')),
  CONSTRAINT stock_adjustment_on_hand_ck CHECK (on_hand_after >= 0)
);
CREATE INDEX stock_adjustment_row_ix ON stock_adjustment (sku, location, at);

-- One per cart (what the cart holds) and one per order (what the order was allocated).
CREATE TABLE hold (
  id            uuid        NOT NULL,
  owner_id      uuid        NOT NULL,
  type          text        NOT NULL DEFAULT 'CART',
  status        text        NOT NULL,
  region        text,
  version       int         NOT NULL DEFAULT 1,
  -- Cart events up to this version no longer move quantities: the order, or the cart merged into, has them.
  floor_version int         NOT NULL DEFAULT 0,
  -- Of an order's allocation: the cart, and the cart version, that it was made from.
  cart_id       uuid,
  cart_version  int,
  -- Slides with every reserve, so it must never be indexed; the sweep finds a hold by wake_at.
  expires_at    timestamptz,
  hard_cap_at   timestamptz,
  -- When the sweep looks at the hold next. Moved only when a hold opens and by the sweep itself.
  wake_at       timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT hold_pkey PRIMARY KEY (id),
  CONSTRAINT hold_type_ck CHECK (type IN ('CART', 'ORDER')),
  CONSTRAINT hold_status_ck CHECK (status IN ('HELD', 'ALLOCATED', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  CONSTRAINT hold_state_of_type_ck CHECK ((status <> 'HELD' OR type = 'CART') AND (status <> 'ALLOCATED' OR type = 'ORDER')),
  CONSTRAINT hold_cap_ck CHECK (expires_at IS NULL OR hard_cap_at IS NULL OR expires_at <= hard_cap_at)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX hold_owner_uq ON hold (owner_id);
CREATE INDEX hold_wake_ix ON hold (wake_at) WHERE wake_at IS NOT NULL;

-- What a hold really has now, per location: part of stock.held (cart) or stock.allocated (order).
CREATE TABLE hold_line (
  hold_id     uuid NOT NULL,
  sku         text NOT NULL,
  location    text NOT NULL,
  quantity    int  NOT NULL DEFAULT 0,
  backordered int  NOT NULL DEFAULT 0,
  CONSTRAINT hold_line_pkey PRIMARY KEY (hold_id, sku, location),
  CONSTRAINT hold_line_hold_fk FOREIGN KEY (hold_id) REFERENCES hold (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT hold_line_quantity_ck CHECK (quantity >= 0 AND backordered >= 0)
) WITH (fillfactor = 70);
CREATE INDEX hold_line_backordered_ix ON hold_line (sku, location) WHERE backordered > 0;

-- What the cart wants: its absolute quantity of a sku at the newest version seen for that sku.
CREATE TABLE hold_target (
  hold_id      uuid NOT NULL,
  sku          text NOT NULL,
  quantity     int  NOT NULL,
  cart_version int  NOT NULL,
  CONSTRAINT hold_target_pkey PRIMARY KEY (hold_id, sku),
  CONSTRAINT hold_target_hold_fk FOREIGN KEY (hold_id) REFERENCES hold (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT hold_target_quantity_ck CHECK (quantity >= 0)
) WITH (fillfactor = 70);

-- A reserve is PROVISIONAL until the cart event that names its operation arrives. A row without skus is a
-- tombstone: the release, or the event, came before the reserve.
CREATE TABLE hold_operation (
  operation_id uuid        NOT NULL,
  owner_id     uuid        NOT NULL,
  state        text        NOT NULL,
  skus         text[]      NOT NULL DEFAULT '{}',
  asked        int[]       NOT NULL DEFAULT '{}',
  granted      int[]       NOT NULL DEFAULT '{}',
  backordered  int[]       NOT NULL DEFAULT '{}',
  lease_until  timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT hold_operation_pkey PRIMARY KEY (operation_id),
  CONSTRAINT hold_operation_state_ck CHECK (state IN ('PROVISIONAL', 'CONFIRMED', 'DROPPED', 'RELEASED')),
  CONSTRAINT hold_operation_lease_ck CHECK ((state = 'PROVISIONAL') = (lease_until IS NOT NULL)),
  CONSTRAINT hold_operation_lines_ck CHECK (cardinality(skus) = cardinality(asked) AND cardinality(skus) = cardinality(granted)
    AND cardinality(skus) = cardinality(backordered) AND 0 < ALL (asked) AND 0 <= ALL (granted) AND 0 <= ALL (backordered))
) WITH (fillfactor = 70);
CREATE INDEX hold_operation_open_ix ON hold_operation (owner_id) WHERE state = 'PROVISIONAL';
CREATE INDEX hold_operation_lease_ix ON hold_operation (lease_until) WHERE state = 'PROVISIONAL';
CREATE INDEX hold_operation_purge_ix ON hold_operation (created_at);

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
