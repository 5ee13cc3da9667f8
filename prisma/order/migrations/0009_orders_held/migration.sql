-- Orders that staff put under review: a payment does not confirm them.
ALTER TABLE orders
  ADD COLUMN is_held boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT orders_held_ck CHECK (NOT is_held OR status = 'PENDING_REVIEW');
