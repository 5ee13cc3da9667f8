// What was deployed is never edited: a change is one more entry of PARTIES_TABLES.

// As in every domain's database (prisma/_messaging/messaging.sql): relay and inbox of the platform need them.
const MESSAGING = `
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
);
CREATE TABLE inbox (
  consumer   text        NOT NULL,
  event_id   uuid        NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_handled_ix ON inbox (handled_at);`;

const FULFILLMENT = `
CREATE TABLE shipment (
  order_id      uuid        NOT NULL,
  order_version int         NOT NULL,
  status        text        NOT NULL,
  due_at        timestamptz,
  shipment_id   uuid,
  tracking_code text,
  shipped_at    timestamptz,
  CONSTRAINT shipment_pkey PRIMARY KEY (order_id),
  CONSTRAINT shipment_status_ck CHECK (status IN ('DUE', 'HELD', 'CLOSED', 'SHIPPED')),
  CONSTRAINT shipment_due_ck CHECK ((status = 'DUE') <= (due_at IS NOT NULL)),
  CONSTRAINT shipment_shipped_ck CHECK ((status = 'SHIPPED') = (shipped_at IS NOT NULL AND tracking_code IS NOT NULL))
);
CREATE INDEX shipment_due_ix ON shipment (due_at) WHERE status = 'DUE';`;

const NOTIFICATION = `
CREATE TABLE message (
  event_id     uuid        NOT NULL,
  kind         text        NOT NULL,
  order_id     uuid,
  cart_id      uuid,
  customer_id  text,
  template     text        NOT NULL,
  restore_link text,
  state        text        NOT NULL DEFAULT 'SENT',
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT message_pkey PRIMARY KEY (event_id),
  CONSTRAINT message_kind_ck CHECK (kind IN ('ORDER_CONFIRMED', 'ORDER_CANCELLED', 'ORDER_SHIPPED', 'CART_ABANDONED')),
  CONSTRAINT message_state_ck CHECK (state IN ('SENT'))
);
CREATE INDEX message_order_ix ON message (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX message_cart_ix ON message (cart_id) WHERE cart_id IS NOT NULL;
CREATE TABLE order_owner (
  order_id    uuid NOT NULL,
  customer_id text NOT NULL,
  CONSTRAINT order_owner_pkey PRIMARY KEY (order_id)
);`;

const ANALYTICS = `
CREATE TABLE analytics_cart (
  cart_id        uuid NOT NULL,
  filled_at      timestamptz,
  abandoned_at   timestamptz,
  checked_out_at timestamptz,
  CONSTRAINT analytics_cart_pkey PRIMARY KEY (cart_id)
);
CREATE TABLE analytics_order (
  order_id      uuid   NOT NULL,
  status        text   NOT NULL,
  version       int    NOT NULL,
  currency_code char(3),
  total_minor   bigint,
  CONSTRAINT analytics_order_pkey PRIMARY KEY (order_id)
);
CREATE TABLE analytics_line (
  order_id uuid NOT NULL,
  sku      text NOT NULL,
  quantity int  NOT NULL,
  CONSTRAINT analytics_line_pkey PRIMARY KEY (order_id, sku)
);`;

/** As `prisma/_messaging/parked.sql`. */
const PARKED_MESSAGES = `
ALTER TABLE inbox ADD COLUMN buried_at timestamptz;

CREATE TABLE inbox_parked (
  seq             bigint      GENERATED ALWAYS AS IDENTITY,
  consumer        text        NOT NULL,
  topic           text        NOT NULL,
  message_key     text        NOT NULL,
  partition       int         NOT NULL,
  "offset"        bigint      NOT NULL,
  value           bytea       NOT NULL,
  headers         jsonb       NOT NULL DEFAULT '{}',
  appended_at     timestamptz NOT NULL,
  attempts        int         NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  last_error      text,
  parked_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inbox_parked_pkey PRIMARY KEY (seq)
);
CREATE UNIQUE INDEX inbox_parked_place_uq ON inbox_parked (consumer, topic, partition, "offset");
CREATE INDEX inbox_parked_key_ix ON inbox_parked (consumer, topic, message_key, seq);`;

/** The tables of the parties by version, each one the change from the version before. */
export const PARTIES_TABLES: readonly string[] = [
  [MESSAGING, FULFILLMENT, NOTIFICATION, ANALYTICS].join('\n'),
  PARKED_MESSAGES,
];
