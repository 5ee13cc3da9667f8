-- Coupons of a cart, what is wrong with it, and the prices its shopper has agreed to.

ALTER TABLE cart
  ADD COLUMN coupon_codes text[] NOT NULL DEFAULT '{}',
  ADD COLUMN problems jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT cart_coupon_codes_ck CHECK (cardinality(coupon_codes) <= 5);

-- The unit price the shopper agreed to: at or above unit_price_minor unless a rise waits for consent.
ALTER TABLE cart_line ADD COLUMN accepted_price_minor bigint;
UPDATE cart_line SET accepted_price_minor = unit_price_minor;
ALTER TABLE cart_line ALTER COLUMN accepted_price_minor SET NOT NULL;

-- Units of the sku in the cart that the price was quoted for: fewer may be of another tier.
ALTER TABLE cart_line ADD COLUMN priced_quantity int NOT NULL DEFAULT 0;
UPDATE cart_line l SET priced_quantity = (SELECT sum(o.quantity) FROM cart_line o WHERE o.cart_id = l.cart_id AND o.sku = l.sku);
ALTER TABLE cart_line ALTER COLUMN priced_quantity DROP DEFAULT;

-- Which carts hold a sku: read when its price, its stock or the variant changed. An update of a line never touches it.
CREATE INDEX cart_line_sku_ix ON cart_line (sku);

-- Carts that something outside has touched and that have to be looked at again: written in the transaction of the event,
-- worked off in batches.
CREATE TABLE cart_attention (
  cart_id uuid        NOT NULL,
  since   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_attention_pkey PRIMARY KEY (cart_id),
  CONSTRAINT cart_attention_cart_fk FOREIGN KEY (cart_id) REFERENCES cart (id) ON DELETE CASCADE ON UPDATE NO ACTION
);
CREATE INDEX cart_attention_since_ix ON cart_attention (since);
