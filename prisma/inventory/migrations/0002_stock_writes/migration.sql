-- Functions on stock rows: events of every change, one lock order, what can be promised, staff's writes.
--
-- The rules that all functions of this database keep:
--   * READ COMMITTED: every inner statement of a volatile plpgsql function has a new snapshot, so a row is locked
--     first and read in a later statement.
--   * Lock order: holds (carts before orders; several at once only with SKIP LOCKED, or two carts by owner id),
--     then every stock row of the transaction in one (sku, location) pass.

-- Headers of the events a transaction writes (correlation, causation, region), set by the function that was called.
CREATE FUNCTION event_headers() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT COALESCE(NULLIF(current_setting('agora.event_headers', true), '')::jsonb, '{}'::jsonb)
$$;

CREATE FUNCTION iso_time(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- One place says what became of a stock row, so no path can forget it. While more than the threshold is left
-- nobody sees a difference between two numbers, and a flash sale does not write an event per reserve.
CREATE FUNCTION stock_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH change AS (
    SELECT n.*, l.region, o.available - o.safety_stock AS sellable_before, n.available - n.safety_stock AS sellable,
           (o.on_hand, o.safety_stock, o.backorderable, o.backorder_limit)
             IS DISTINCT FROM (n.on_hand, n.safety_stock, n.backorderable, n.backorder_limit) AS is_resettled
    FROM stock_after n JOIN stock_before o ON o.sku = n.sku AND o.location = n.location JOIN location l ON l.code = n.location)
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(e.key), gen_random_uuid(), e.type, e.key, e.version, e.payload, event_headers()
  FROM change c CROSS JOIN LATERAL (
    SELECT 'inventory.stock.changed.v1' AS type, c.sku || '@' || c.location AS key, c.version,
           jsonb_build_object('sku', c.sku, 'location', c.location, 'region', c.region, 'on_hand', c.on_hand,
             'available', c.available, 'held', c.held, 'allocated', c.allocated, 'safety_stock', c.safety_stock,
             'backorderable', c.backorderable, 'version', c.version) AS payload
    WHERE c.is_resettled OR LEAST(c.sellable_before, c.sellable) <= c.low_stock_threshold
    UNION ALL
    SELECT 'inventory.stock.depleted.v1', c.sku || '@' || c.location, c.version,
           jsonb_build_object('sku', c.sku, 'location', c.location, 'region', c.region,
             'backorderable', c.backorderable, 'version', c.version)
    WHERE c.sellable_before > 0 AND c.sellable <= 0) e
  ORDER BY e.key;
  RETURN NULL;
END
$$;
CREATE TRIGGER stock_publish_update AFTER UPDATE ON stock REFERENCING OLD TABLE AS stock_before NEW TABLE AS stock_after
  FOR EACH STATEMENT EXECUTE FUNCTION stock_publish();

-- Locks, in one (sku, location) pass, the rows that some holds have goods of and all rows of some skus in a region.
CREATE FUNCTION stock_lock(p_holds uuid[], p_region text, p_skus text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1
  FROM (SELECT l.sku, l.location FROM hold_line l WHERE l.hold_id = ANY (p_holds) AND l.quantity + l.backordered > 0
        UNION
        SELECT r.sku, r.location FROM stock r JOIN location c ON c.code = r.location
        WHERE r.sku = ANY (p_skus) AND c.region = p_region) k
  JOIN stock s ON s.sku = k.sku AND s.location = k.location
  ORDER BY s.sku, s.location FOR NO KEY UPDATE OF s;
END
$$;

-- How a wanted quantity per sku would be taken from the locations of a region: goods in allocation order, then
-- backorders in the same order. Locks the rows. `obtainable` is what the whole region could promise at most;
-- backorders that p_hold has already count as free, because they are about to be replaced.
CREATE FUNCTION stock_offer(p_region text, p_skus text[], p_wanted int[], p_hold uuid)
RETURNS TABLE (sku text, location text, take int, backorder int, obtainable int) LANGUAGE plpgsql ROWS 10 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH locked AS MATERIALIZED (
    SELECT s.sku, s.location, w.wanted, c.allocation_order, GREATEST(s.available - s.safety_stock, 0) AS sellable,
           CASE WHEN s.backorderable THEN GREATEST(s.backorder_limit - s.backordered, 0) ELSE 0 END + COALESCE(l.backordered, 0) AS headroom
    FROM (SELECT u.sku, sum(u.wanted) AS wanted FROM unnest(p_skus, p_wanted) AS u (sku, wanted) GROUP BY u.sku) w
    JOIN stock s ON s.sku = w.sku
    JOIN location c ON c.code = s.location AND c.region = p_region
    LEFT JOIN hold_line l ON l.hold_id = p_hold AND l.sku = s.sku AND l.location = s.location
    ORDER BY s.sku, s.location FOR NO KEY UPDATE OF s),
  ordered AS (
    SELECT k.*, sum(k.sellable) OVER per_sku AS all_sellable, sum(k.headroom) OVER per_sku AS all_headroom,
           COALESCE(sum(k.sellable) OVER earlier, 0) AS sellable_earlier, COALESCE(sum(k.headroom) OVER earlier, 0) AS headroom_earlier
    FROM locked k
    WINDOW per_sku AS (PARTITION BY k.sku),
           earlier AS (PARTITION BY k.sku ORDER BY k.allocation_order, k.location ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
  SELECT o.sku, o.location,
         LEAST(o.sellable, GREATEST(o.wanted - o.sellable_earlier, 0))::int,
         LEAST(o.headroom, GREATEST(o.wanted - o.all_sellable - o.headroom_earlier, 0))::int,
         LEAST(o.all_sellable + o.all_headroom, 2147483647)::int
  FROM ordered o;
END
$$;

-- A count (SET) or a difference (ADJUST) of what is physically there. Refused, with nothing written, when it would
-- fall below what carts hold and orders were allocated: those promises have to be ended first.
CREATE FUNCTION inventory_write_stock(p_sku text, p_location text, p_kind text, p_amount int, p_expected int,
  p_reason text, p_actor text, p_reference text, p_headers jsonb)
RETURNS TABLE (outcome text, reserved int, level stock) LANGUAGE plpgsql AS $$
DECLARE s stock; v_target bigint;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  IF NOT EXISTS (SELECT 1 FROM location l WHERE l.code = p_location) THEN
    RETURN QUERY SELECT 'UNKNOWN_LOCATION', 0, s; RETURN;
  END IF;
  SELECT * INTO s FROM stock k WHERE k.sku = p_sku AND k.location = p_location FOR NO KEY UPDATE;
  IF NOT FOUND AND COALESCE(p_expected, 0) = 0 AND p_amount >= 0 THEN
    INSERT INTO stock (sku, location, on_hand, available) VALUES (p_sku, p_location, 0, 0) ON CONFLICT ON CONSTRAINT stock_pkey DO NOTHING;
    SELECT * INTO s FROM stock k WHERE k.sku = p_sku AND k.location = p_location FOR NO KEY UPDATE;
  END IF;
  IF p_expected IS NOT NULL AND COALESCE(s.on_hand, 0) <> p_expected THEN
    RETURN QUERY SELECT 'CHANGED', 0, s; RETURN;
  END IF;
  v_target := CASE p_kind WHEN 'SET' THEN p_amount::bigint ELSE COALESCE(s.on_hand, 0)::bigint + p_amount END;
  IF v_target < COALESCE(s.held + s.allocated, 0) OR s.sku IS NULL THEN
    RETURN QUERY SELECT 'BELOW_RESERVED', COALESCE(s.held + s.allocated, 0), s; RETURN;
  END IF;
  IF v_target > 2000000000 THEN
    RETURN QUERY SELECT 'TOO_MUCH', 0, s; RETURN;
  END IF;
  INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, reason, reference, actor)
  VALUES (gen_random_uuid(), p_sku, p_location, p_kind, (v_target - s.on_hand)::int, v_target::int, p_reason, p_reference, p_actor);
  UPDATE stock k SET on_hand = v_target::int, available = v_target::int - k.held - k.allocated, version = k.version + 1, updated_at = now()
    WHERE k.sku = p_sku AND k.location = p_location RETURNING * INTO s;
  RETURN QUERY SELECT 'WRITTEN', 0, s;
END
$$;
