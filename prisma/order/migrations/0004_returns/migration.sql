-- Goods that come back of a fulfilled order, and the money that is given back for them.
ALTER TABLE order_line
  ADD COLUMN returned_quantity integer NOT NULL DEFAULT 0,
  ADD COLUMN refunded_minor    bigint  NOT NULL DEFAULT 0,
  ADD CONSTRAINT order_line_returned_ck CHECK (
    returned_quantity BETWEEN 0 AND quantity AND refunded_minor BETWEEN 0 AND total_minor);

CREATE TABLE order_return (
  id           uuid NOT NULL,
  order_id     uuid NOT NULL,
  -- The order's version that the return made.
  version      integer NOT NULL,
  restock      boolean NOT NULL,
  refund_minor bigint NOT NULL,
  actor        text NOT NULL,
  at           timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT order_return_pkey PRIMARY KEY (id),
  CONSTRAINT order_return_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT order_return_refund_ck CHECK (refund_minor >= 0)
);
CREATE UNIQUE INDEX order_return_version_uq ON order_return (order_id, version);

CREATE TABLE order_return_line (
  return_id     uuid NOT NULL,
  order_line_id uuid NOT NULL,
  quantity      integer NOT NULL,
  refund_minor  bigint NOT NULL,
  reason_code   varchar(32),
  CONSTRAINT order_return_line_pkey PRIMARY KEY (return_id, order_line_id),
  CONSTRAINT order_return_line_return_fk FOREIGN KEY (return_id) REFERENCES order_return (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT order_return_line_line_fk FOREIGN KEY (order_line_id) REFERENCES order_line (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT order_return_line_ck CHECK (quantity > 0 AND refund_minor >= 0)
);
