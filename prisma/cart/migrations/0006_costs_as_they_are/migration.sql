-- The cost of a large cart is written anew by every change of it. Compressing it takes longer than writing it as it is.
ALTER TABLE cart ALTER COLUMN cost SET STORAGE EXTERNAL;
