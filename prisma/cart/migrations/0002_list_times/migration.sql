-- Lists of carts are cut by these times, and a cursor carries milliseconds: with microseconds a page would skip or
-- repeat the carts of one millisecond.
ALTER TABLE cart
  ALTER COLUMN created_at TYPE timestamptz(3),
  ALTER COLUMN updated_at TYPE timestamptz(3);
