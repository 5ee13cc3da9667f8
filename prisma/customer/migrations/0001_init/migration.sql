-- Customers, their addresses and segments.

CREATE TABLE customer (
  id         uuid           NOT NULL,
  email      text           NOT NULL,
  first_name text,
  last_name  text,
  version    int            NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY (id),
  CONSTRAINT customer_email_ck CHECK (email = lower(btrim(email)) AND length(email) BETWEEN 3 AND 254),
  CONSTRAINT customer_version_ck CHECK (version >= 1)
);
CREATE UNIQUE INDEX customer_email_key ON customer (email);
CREATE INDEX customer_created_ix ON customer (created_at, id);

CREATE TABLE customer_address (
  id                  uuid           NOT NULL,
  customer_id         uuid           NOT NULL,
  first_name          text,
  last_name           text,
  company             text,
  line1               text           NOT NULL,
  line2               text,
  city                text           NOT NULL,
  province            text,
  postal_code         text,
  country_code        char(2)        NOT NULL,
  phone               text,
  is_default_shipping boolean        NOT NULL DEFAULT false,
  is_default_billing  boolean        NOT NULL DEFAULT false,
  created_at          timestamptz(3) NOT NULL,
  CONSTRAINT customer_address_pkey PRIMARY KEY (id),
  CONSTRAINT customer_address_country_ck CHECK (country_code ~ '^[A-Z]{2}$')
);
CREATE UNIQUE INDEX customer_address_shipping_key ON customer_address (customer_id) WHERE is_default_shipping;
CREATE UNIQUE INDEX customer_address_billing_key ON customer_address (customer_id) WHERE is_default_billing;
CREATE INDEX customer_address_customer_ix ON customer_address (customer_id, created_at);

CREATE TABLE segment (
  code       text           NOT NULL,
  title      text           NOT NULL,
  created_by text           NOT NULL DEFAULT 'system',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT segment_pkey PRIMARY KEY (code),
  CONSTRAINT segment_code_ck CHECK (code ~ '^[a-z][a-z0-9_-]{0,31}$')
);
INSERT INTO segment (code, title) VALUES ('general', 'General'), ('new', 'New customers'), ('vip', 'VIP');

CREATE TABLE customer_segment (
  customer_id  uuid           NOT NULL,
  segment_code text           NOT NULL,
  assigned_by  text           NOT NULL,
  assigned_at  timestamptz(3) NOT NULL,
  CONSTRAINT customer_segment_pkey PRIMARY KEY (customer_id, segment_code)
);
CREATE INDEX customer_segment_segment_ix ON customer_segment (segment_code, customer_id);

ALTER TABLE customer_address ADD CONSTRAINT customer_address_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE customer_segment ADD CONSTRAINT customer_segment_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE customer_segment ADD CONSTRAINT customer_segment_segment_fk
  FOREIGN KEY (segment_code) REFERENCES segment (code) ON DELETE RESTRICT ON UPDATE CASCADE;

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
