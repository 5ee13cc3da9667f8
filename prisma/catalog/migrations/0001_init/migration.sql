-- The catalog: products, variants, categories, pictures.

CREATE TYPE product_status AS ENUM ('DRAFT', 'ACTIVE', 'ARCHIVED');
CREATE TYPE media_kind AS ENUM ('IMAGE', 'VIDEO', 'FILE');
CREATE TYPE media_status AS ENUM ('PENDING', 'PROCESSING', 'READY', 'FAILED');

CREATE TABLE product (
  id          uuid           NOT NULL,
  slug        text           NOT NULL,
  title       text           NOT NULL,
  description text,
  status      product_status NOT NULL DEFAULT 'DRAFT',
  seller_id   text,
  tags        text[]         DEFAULT ARRAY[]::text[],
  attributes  jsonb,
  version     int            NOT NULL DEFAULT 1,
  created_at  timestamptz(3) NOT NULL,
  updated_at  timestamptz(3) NOT NULL,
  CONSTRAINT product_pkey PRIMARY KEY (id),
  CONSTRAINT product_slug_ck CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
  CONSTRAINT product_title_ck CHECK (length(title) BETWEEN 1 AND 200),
  CONSTRAINT product_tags_ck CHECK (tags IS NOT NULL AND cardinality(tags) <= 50),
  CONSTRAINT product_attributes_ck CHECK (attributes IS NULL OR jsonb_typeof(attributes) = 'object'),
  CONSTRAINT product_version_ck CHECK (version >= 1)
);
CREATE UNIQUE INDEX product_slug_key ON product (slug);
CREATE INDEX product_title_ix ON product (title, id);
CREATE INDEX product_created_ix ON product (created_at, id);
CREATE INDEX product_updated_ix ON product (updated_at, id);
CREATE INDEX product_tags_ix ON product USING gin (tags);

CREATE TABLE product_variant (
  id           uuid  NOT NULL,
  product_id   uuid  NOT NULL,
  sku          text  NOT NULL,
  title        text  NOT NULL,
  options      jsonb NOT NULL DEFAULT '[]',
  tax_category text  NOT NULL DEFAULT 'standard',
  weight_grams int,
  position     int   NOT NULL,
  CONSTRAINT product_variant_pkey PRIMARY KEY (id),
  CONSTRAINT product_variant_sku_ck CHECK (sku ~ '^[A-Z0-9][A-Z0-9._-]{0,63}$'),
  CONSTRAINT product_variant_options_ck CHECK (jsonb_typeof(options) = 'array'),
  CONSTRAINT product_variant_weight_ck CHECK (weight_grams >= 0)
);
CREATE UNIQUE INDEX product_variant_sku_key ON product_variant (sku);
CREATE INDEX product_variant_product_ix ON product_variant (product_id, position);

CREATE TABLE category (
  id           uuid           NOT NULL,
  slug         text           NOT NULL,
  title        text           NOT NULL,
  parent_id    uuid,
  ancestor_ids uuid[]         DEFAULT ARRAY[]::uuid[],
  created_at   timestamptz(3) NOT NULL,
  updated_at   timestamptz(3) NOT NULL,
  CONSTRAINT category_pkey PRIMARY KEY (id),
  CONSTRAINT category_slug_ck CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
  -- The last ancestor is the parent, and no node is its own ancestor.
  CONSTRAINT category_ancestors_ck CHECK (
    ancestor_ids IS NOT NULL AND ancestor_ids[cardinality(ancestor_ids)] IS NOT DISTINCT FROM parent_id AND id <> ALL (ancestor_ids)
  )
);
CREATE UNIQUE INDEX category_slug_key ON category (slug);
CREATE INDEX category_parent_ix ON category (parent_id, slug);
CREATE INDEX category_ancestors_ix ON category USING gin (ancestor_ids);

CREATE TABLE product_category (
  product_id  uuid NOT NULL,
  category_id uuid NOT NULL,
  position    int  NOT NULL,
  CONSTRAINT product_category_pkey PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_category_category_ix ON product_category (category_id, product_id);

CREATE TABLE media (
  id         uuid         NOT NULL,
  product_id uuid         NOT NULL,
  kind       media_kind   NOT NULL,
  status     media_status NOT NULL,
  url        text,
  alt_text   text,
  width      int,
  height     int,
  position   int          NOT NULL,
  CONSTRAINT media_pkey PRIMARY KEY (id),
  CONSTRAINT media_ready_ck CHECK (status <> 'READY' OR url IS NOT NULL)
);
CREATE INDEX media_product_ix ON media (product_id, position);

ALTER TABLE product_variant ADD CONSTRAINT product_variant_product_fk
  FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE category ADD CONSTRAINT category_parent_fk
  FOREIGN KEY (parent_id) REFERENCES category (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE product_category ADD CONSTRAINT product_category_product_fk
  FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE product_category ADD CONSTRAINT product_category_category_fk
  FOREIGN KEY (category_id) REFERENCES category (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE media ADD CONSTRAINT media_product_fk
  FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE ON UPDATE CASCADE;

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
