-- Prices, tax rates, settings of regions, and the read model of the catalog.

CREATE TABLE region_setting (
  region        text        NOT NULL,
  currency      char(3)     NOT NULL,
  rounding_mode text        NOT NULL DEFAULT 'HALF_EVEN',
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT region_setting_pkey PRIMARY KEY (region),
  CONSTRAINT region_setting_currency_ck CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT region_setting_rounding_ck CHECK (rounding_mode IN ('HALF_EVEN', 'HALF_UP', 'HALF_DOWN'))
);
CREATE INDEX region_setting_updated_ix ON region_setting (updated_at);

CREATE TABLE price_book (
  id         uuid        NOT NULL,
  name       text        NOT NULL,
  region     text,
  channel    text,
  segment    text,
  currency   char(3)     NOT NULL,
  active     boolean     NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_book_pkey PRIMARY KEY (id),
  CONSTRAINT price_book_name_ck CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT price_book_currency_ck CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE UNIQUE INDEX price_book_name_key ON price_book (name);
CREATE INDEX price_book_updated_ix ON price_book (updated_at);

-- The upper bound of an amount keeps every total of a quote (250 lines of 1,000 units, tax on top) within 64 bits.
CREATE TABLE price (
  id               uuid        NOT NULL,
  price_book_id    uuid        NOT NULL,
  sku              text        NOT NULL,
  minimum_quantity int         NOT NULL DEFAULT 1,
  amount_minor     bigint      NOT NULL,
  compare_at_minor bigint,
  version          int         NOT NULL DEFAULT 1,
  valid_from       timestamptz,
  valid_until      timestamptz,
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_pkey PRIMARY KEY (id),
  CONSTRAINT price_sku_ck CHECK (sku ~ '^[A-Z0-9][A-Z0-9._-]{0,63}$'),
  CONSTRAINT price_quantity_ck CHECK (minimum_quantity BETWEEN 1 AND 1000),
  CONSTRAINT price_amount_ck CHECK (amount_minor BETWEEN 0 AND 1000000000000),
  CONSTRAINT price_compare_at_ck CHECK (compare_at_minor > amount_minor),
  CONSTRAINT price_version_ck CHECK (version >= 1),
  CONSTRAINT price_window_ck CHECK (valid_until > valid_from)
);
CREATE UNIQUE INDEX price_standing_uq ON price (price_book_id, sku, minimum_quantity)
  WHERE valid_from IS NULL AND valid_until IS NULL;
CREATE INDEX price_sku_ix ON price (price_book_id, sku);
CREATE INDEX price_updated_ix ON price (updated_at);

CREATE TABLE tax_rate (
  id           uuid        NOT NULL,
  region       text        NOT NULL,
  category     text        NOT NULL,
  basis_points int         NOT NULL,
  inclusive    boolean     NOT NULL,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tax_rate_pkey PRIMARY KEY (id),
  CONSTRAINT tax_rate_basis_points_ck CHECK (basis_points BETWEEN 0 AND 10000)
);
CREATE UNIQUE INDEX tax_rate_category_uq ON tax_rate (region, category);
CREATE INDEX tax_rate_updated_ix ON tax_rate (updated_at);

CREATE TABLE catalog_variant (
  sku             text        NOT NULL,
  variant_id      uuid        NOT NULL,
  product_id      uuid        NOT NULL,
  tax_category    text        NOT NULL,
  product_version int         NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT catalog_variant_pkey PRIMARY KEY (sku)
);
CREATE INDEX catalog_variant_product_ix ON catalog_variant (product_id);
CREATE INDEX catalog_variant_updated_ix ON catalog_variant (updated_at);

ALTER TABLE price ADD CONSTRAINT price_book_fk
  FOREIGN KEY (price_book_id) REFERENCES price_book (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the processes keep in memory is read again by updated_at, so no writer may forget it.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END
$$;
CREATE TRIGGER region_setting_touch BEFORE INSERT OR UPDATE ON region_setting FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER price_book_touch BEFORE INSERT OR UPDATE ON price_book FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER price_touch BEFORE INSERT OR UPDATE ON price FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER tax_rate_touch BEFORE INSERT OR UPDATE ON tax_rate FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER catalog_variant_touch BEFORE INSERT OR UPDATE ON catalog_variant FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

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
