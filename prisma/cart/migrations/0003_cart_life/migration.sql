-- The life of a cart beside its lines: names of saved carts, backups, lists by total, sweeps up to the end.

-- Derived from the quote, so no statement has to write it, and not indexed, so an add stays a heap-only update.
ALTER TABLE cart
  ADD COLUMN name text,
  ADD COLUMN total_minor bigint NOT NULL GENERATED ALWAYS AS (coalesce((cost -> 'totals' ->> 3)::bigint, 0)) STORED,
  ADD CONSTRAINT cart_name_ck CHECK (length(name) BETWEEN 1 AND 100);

-- The sweeps also delete what ended long ago. wake_at is still written by them and by transitions only.
DROP INDEX cart_wake_ix;
CREATE INDEX cart_wake_ix ON cart (wake_at) WHERE status IN ('ACTIVE', 'ABANDONED', 'SAVED', 'MERGED', 'EXPIRED');
CREATE INDEX cart_session_ix ON cart (session_id, id) WHERE session_id IS NOT NULL;

CREATE TABLE cart_backup (
  id          uuid        NOT NULL,
  cart_id     uuid        NOT NULL,
  session_id  uuid,
  version     int         NOT NULL,
  line_count  smallint    NOT NULL,
  lines       jsonb       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_backup_pkey PRIMARY KEY (id),
  CONSTRAINT cart_backup_cart_fk FOREIGN KEY (cart_id) REFERENCES cart (id) ON DELETE CASCADE,
  CONSTRAINT cart_backup_lines_ck CHECK (line_count BETWEEN 0 AND 250)
);
CREATE INDEX cart_backup_cart_ix ON cart_backup (cart_id, id);
CREATE INDEX cart_backup_session_ix ON cart_backup (session_id, id) WHERE session_id IS NOT NULL;
