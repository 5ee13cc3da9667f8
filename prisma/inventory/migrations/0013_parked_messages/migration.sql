-- Messages a consumer could not handle: parked with what comes after them of the same key, so that other keys go on.
-- Every domain has a migration with this text.

-- Given up and moved to the dead letter topic, instead of handled.
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
-- A message that is delivered again is parked once.
CREATE UNIQUE INDEX inbox_parked_place_uq ON inbox_parked (consumer, topic, partition, "offset");
CREATE INDEX inbox_parked_key_ix ON inbox_parked (consumer, topic, message_key, seq);
