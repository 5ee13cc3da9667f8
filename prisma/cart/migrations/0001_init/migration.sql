CREATE TABLE session (
  id            uuid        NOT NULL,
  customer_id   text,
  token_version int         NOT NULL DEFAULT 1,
  device_info   jsonb,
  expires_at    timestamptz NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_seen_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_version_ck CHECK (token_version >= 1)
);

-- No column that every add writes (version, cost, last_activity_at, updated_at, reserved_until) is in an index or
-- an index predicate, so an add is a heap-only update; the fill factor leaves room on the page for it.
CREATE TABLE cart (
  id                 uuid        NOT NULL,
  version            int         NOT NULL DEFAULT 0,
  priced_version     int         NOT NULL DEFAULT 0,
  status             text        NOT NULL DEFAULT 'ACTIVE',
  customer_id        text,
  session_id         uuid,
  store_id           text        NOT NULL,
  channel            text        NOT NULL,
  tenant_region      text        NOT NULL,
  currency_code      char(3)     NOT NULL,
  line_count         smallint    NOT NULL DEFAULT 0,
  total_quantity     int         NOT NULL DEFAULT 0,
  cost               jsonb,
  note               text,
  attributes         jsonb       NOT NULL DEFAULT '[]',
  buyer              jsonb,
  reserved_until     timestamptz,
  locked_by_order_id uuid,
  merged_into_id     uuid,
  last_activity_at   timestamptz NOT NULL DEFAULT now(),
  wake_at            timestamptz NOT NULL,
  abandoned_at       timestamptz,
  expires_at         timestamptz NOT NULL,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_pkey PRIMARY KEY (id),
  CONSTRAINT cart_version_ck CHECK (priced_version BETWEEN 0 AND version),
  CONSTRAINT cart_status_ck CHECK (status IN ('ACTIVE', 'ABANDONED', 'LOCKED', 'SAVED', 'CHECKED_OUT', 'MERGED', 'EXPIRED')),
  CONSTRAINT cart_locked_ck CHECK (status <> 'LOCKED' OR locked_by_order_id IS NOT NULL),
  CONSTRAINT cart_merged_ck CHECK ((status = 'MERGED') = (merged_into_id IS NOT NULL)),
  CONSTRAINT cart_lines_ck CHECK (line_count BETWEEN 0 AND 250 AND total_quantity BETWEEN 0 AND 25000)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE UNIQUE INDEX cart_current_customer_uq ON cart (customer_id, store_id, channel)
  WHERE customer_id IS NOT NULL AND status IN ('ACTIVE', 'ABANDONED', 'LOCKED');
CREATE UNIQUE INDEX cart_current_session_uq ON cart (session_id, store_id, channel)
  WHERE customer_id IS NULL AND session_id IS NOT NULL AND status IN ('ACTIVE', 'ABANDONED', 'LOCKED');
CREATE INDEX cart_customer_ix ON cart (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX cart_wake_ix ON cart (wake_at) WHERE status IN ('ACTIVE', 'ABANDONED', 'SAVED');
CREATE INDEX cart_locked_ix ON cart (locked_by_order_id) WHERE locked_by_order_id IS NOT NULL;

CREATE TABLE cart_line (
  cart_id              uuid        NOT NULL,
  id                   uuid        NOT NULL,
  variant_id           uuid        NOT NULL,
  attributes_hash      bytea       NOT NULL,
  sku                  text        NOT NULL,
  quantity             int         NOT NULL,
  unit_price_minor     bigint      NOT NULL,
  previous_price_minor bigint,
  price_valid_until    timestamptz NOT NULL,
  snapshot             jsonb       NOT NULL DEFAULT '{}',
  reserved_at          timestamptz,
  version              int         NOT NULL,
  added_at             timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_line_pkey PRIMARY KEY (cart_id, id),
  CONSTRAINT cart_line_cart_fk FOREIGN KEY (cart_id) REFERENCES cart (id) ON DELETE CASCADE,
  CONSTRAINT cart_line_quantity_ck CHECK (quantity BETWEEN 1 AND 100),
  CONSTRAINT cart_line_price_ck CHECK (unit_price_minor >= 0)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX cart_line_identity_uq ON cart_line (cart_id, variant_id, attributes_hash);

CREATE TABLE cart_event (
  cart_id      uuid        NOT NULL,
  version      int         NOT NULL,
  cause        text        NOT NULL,
  operation_id uuid,
  line_ids     uuid[]      NOT NULL DEFAULT '{}',
  changes      jsonb       NOT NULL,
  session_id   uuid,
  at           timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_event_pkey PRIMARY KEY (cart_id, version)
);
-- One effect per operation, and the answer to "was it committed?".
CREATE UNIQUE INDEX cart_event_operation_uq ON cart_event (operation_id) WHERE operation_id IS NOT NULL;

CREATE TABLE catalog_variant (
  sku             text        NOT NULL,
  variant_id      uuid        NOT NULL,
  product_id      uuid        NOT NULL,
  title           text        NOT NULL,
  product_title   text        NOT NULL,
  image_url       text,
  status          text        NOT NULL,
  tax_category    text        NOT NULL,
  product_version int         NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT catalog_variant_pkey PRIMARY KEY (sku),
  CONSTRAINT catalog_variant_status_ck CHECK (status IN ('DRAFT', 'ACTIVE', 'ARCHIVED'))
);
CREATE INDEX catalog_variant_product_ix ON catalog_variant (product_id);

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
