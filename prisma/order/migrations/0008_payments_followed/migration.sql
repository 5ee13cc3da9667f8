-- A third kind of saga: it finds out what became of the money of an order whose own saga has ended.
ALTER TABLE saga
  DROP CONSTRAINT saga_kind_ck,
  ADD CONSTRAINT saga_kind_ck CHECK (kind IN ('PLACE_ORDER', 'RETURN_ITEMS', 'FOLLOW_PAYMENT'));
