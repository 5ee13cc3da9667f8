-- What staff may decide about a stock row beside its count, a history in the order of the changes, and events of
-- every change that a shopper can see.

-- The time of the write, which happens under the row's lock, and not of the transaction's start: so the history of a
-- row is in the order in which it changed, and a page of it never gains a row in its middle.
ALTER TABLE stock_adjustment ALTER COLUMN at SET DEFAULT clock_timestamp();

-- A change is told while a shopper could see it: what is left of the row was or is within the threshold, or whether more
-- can be promised than there is has changed. The highest threshold among the locations of a region counts for all of
-- them, as it does in what the shopper sees.
CREATE OR REPLACE FUNCTION stock_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH change AS (
    SELECT n.*, l.region, o.available - o.safety_stock AS sellable_before, n.available - n.safety_stock AS sellable,
           (o.on_hand, o.safety_stock, o.backorderable, o.backorder_limit, o.low_stock_threshold)
             IS DISTINCT FROM (n.on_hand, n.safety_stock, n.backorderable, n.backorder_limit, n.low_stock_threshold)
           OR (o.backorderable AND o.backordered < o.backorder_limit) <> (n.backorderable AND n.backordered < n.backorder_limit) AS is_resettled,
           (SELECT max(r.low_stock_threshold) FROM stock r JOIN location k ON k.code = r.location WHERE r.sku = n.sku AND k.region = l.region) AS threshold
    FROM stock_after n JOIN stock_before o ON o.sku = n.sku AND o.location = n.location JOIN location l ON l.code = n.location)
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(e.key), gen_random_uuid(), e.type, e.key, e.version, e.payload, event_headers()
  FROM change c CROSS JOIN LATERAL (
    SELECT 'inventory.stock.changed.v1' AS type, c.sku || '@' || c.location AS key, c.version,
           jsonb_build_object('sku', c.sku, 'location', c.location, 'region', c.region, 'on_hand', c.on_hand,
             'available', c.available, 'held', c.held, 'allocated', c.allocated, 'safety_stock', c.safety_stock,
             'backorderable', c.backorderable, 'version', c.version) AS payload
    WHERE c.is_resettled OR LEAST(c.sellable_before, c.sellable) <= c.threshold
    UNION ALL
    SELECT 'inventory.stock.depleted.v1', c.sku || '@' || c.location, c.version,
           jsonb_build_object('sku', c.sku, 'location', c.location, 'region', c.region,
             'backorderable', c.backorderable, 'version', c.version)
    WHERE c.sellable_before > 0 AND c.sellable <= 0) e
  ORDER BY e.key;
  RETURN NULL;
END
$$;

-- Changes how a row is sold; what is NULL stays as it is. Promises that were made stay made: a lower limit or a higher
-- safety stock counts for those to come.
--   WRITTEN | UNKNOWN (no such row) | CHANGED (another version than p_expected_version); the last two write nothing
CREATE FUNCTION inventory_set_policy(p_sku text, p_location text, p_safety_stock int, p_backorderable boolean, p_backorder_limit int,
  p_low_stock_threshold int, p_expected_version int, p_headers jsonb)
RETURNS TABLE (outcome text, level stock) LANGUAGE plpgsql AS $$
DECLARE s stock;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  SELECT * INTO s FROM stock k WHERE k.sku = p_sku AND k.location = p_location FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'UNKNOWN', s; RETURN;
  END IF;
  IF s.version <> p_expected_version THEN
    RETURN QUERY SELECT 'CHANGED', s; RETURN;
  END IF;
  UPDATE stock k SET safety_stock = COALESCE(p_safety_stock, k.safety_stock), backorderable = COALESCE(p_backorderable, k.backorderable),
    backorder_limit = COALESCE(p_backorder_limit, k.backorder_limit),
    low_stock_threshold = COALESCE(p_low_stock_threshold, k.low_stock_threshold), version = k.version + 1, updated_at = now()
  WHERE k.sku = p_sku AND k.location = p_location RETURNING * INTO s;
  RETURN QUERY SELECT 'WRITTEN', s;
END
$$;
