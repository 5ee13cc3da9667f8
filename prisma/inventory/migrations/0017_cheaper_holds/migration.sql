-- Reserves and the events of carts at less work. They answer and write what they did before.

-- As in 0003; returns when there is nothing to give back, without running a statement that would change no row. With p_skus only these
-- are looked at: enough when nothing else of the holds changed.
DROP FUNCTION hold_settle(uuid[], text);
CREATE FUNCTION hold_settle(p_holds uuid[], p_reason text, p_skus text[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r_hold uuid[]; r_sku text[]; r_location text[]; r_goods int[]; r_backorder int[];
BEGIN
  SELECT array_agg(y.hold_id), array_agg(y.sku), array_agg(y.location), array_agg(y.goods), array_agg(y.backorder)
  INTO r_hold, r_sku, r_location, r_goods, r_backorder
  FROM (
    SELECT x.hold_id, x.sku, x.location,
           LEAST(x.backordered, GREATEST(x.excess - COALESCE(sum(x.backordered) OVER later, 0), 0))::int AS backorder,
           LEAST(x.quantity, GREATEST(x.excess - x.all_backordered - COALESCE(sum(x.quantity) OVER later, 0), 0))::int AS goods
    FROM (
      SELECT l.hold_id, l.sku, l.location, l.quantity, l.backordered, c.allocation_order, sum(l.backordered) OVER per_sku AS all_backordered,
             sum(l.quantity + l.backordered) OVER per_sku
               - CASE WHEN h.status = 'HELD' THEN COALESCE(t.quantity, 0) + COALESCE(p.granted, 0) ELSE 0 END AS excess
      FROM hold h
      JOIN hold_line l ON l.hold_id = h.id
      JOIN location c ON c.code = l.location
      LEFT JOIN hold_target t ON t.hold_id = h.id AND t.sku = l.sku
      LEFT JOIN LATERAL (
        SELECT sum(u.granted) AS granted FROM hold_operation o, unnest(o.skus, o.granted) AS u (sku, granted)
        WHERE o.owner_id = h.owner_id AND o.state = 'PROVISIONAL' AND u.sku = l.sku) p ON true
      WHERE h.id = ANY (p_holds) AND h.type = 'CART' AND l.quantity + l.backordered > 0 AND (p_skus IS NULL OR l.sku = ANY (p_skus))
      WINDOW per_sku AS (PARTITION BY l.hold_id, l.sku)) x
    WINDOW later AS (PARTITION BY x.hold_id, x.sku ORDER BY x.allocation_order DESC, x.location DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) y
  WHERE y.goods + y.backorder > 0;

  IF r_hold IS NULL THEN
    -- As after nearly every add: what is held is what the cart wants.
    IF NOT EXISTS (SELECT FROM hold k WHERE k.id = ANY (p_holds) AND k.type = 'CART' AND k.status = 'HELD'
        AND NOT EXISTS (SELECT FROM hold_line l WHERE l.hold_id = k.id AND l.quantity + l.backordered > 0)) THEN RETURN; END IF;
  ELSE
    PERFORM 1 FROM stock s WHERE (s.sku, s.location) IN (SELECT * FROM unnest(r_sku, r_location)) ORDER BY s.sku, s.location FOR NO KEY UPDATE;
    WITH x AS (SELECT * FROM unnest(r_hold, r_sku, r_location, r_goods, r_backorder) AS x (hold_id, sku, location, goods, backorder)),
    s AS (UPDATE stock s SET held = s.held - d.goods, available = s.available + d.goods, backordered = s.backordered - d.backorder,
            version = s.version + 1, updated_at = now()
          FROM (SELECT x.sku, x.location, sum(x.goods)::int AS goods, sum(x.backorder)::int AS backorder FROM x GROUP BY x.sku, x.location) d
          WHERE s.sku = d.sku AND s.location = d.location)
    UPDATE hold_line l SET quantity = l.quantity - x.goods, backordered = l.backordered - x.backorder
    FROM x WHERE l.hold_id = x.hold_id AND l.sku = x.sku AND l.location = x.location;
  END IF;

  WITH h AS (
    UPDATE hold h SET version = h.version + 1, updated_at = now(),
      status = CASE WHEN h.status = 'HELD' AND NOT e.has_left THEN 'RELEASED' ELSE h.status END
    FROM (SELECT k.id, EXISTS (SELECT 1 FROM hold_line l WHERE l.hold_id = k.id AND l.quantity + l.backordered > 0) AS has_left
          FROM hold k WHERE k.id = ANY (p_holds) AND k.type = 'CART') e
    WHERE h.id = e.id AND (h.id = ANY (r_hold) OR (h.status = 'HELD' AND NOT e.has_left))
    RETURNING h.*)
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(h.owner_id::text), gen_random_uuid(),
         CASE h.status WHEN 'EXPIRED' THEN 'inventory.reservation.expired.v1' ELSE 'inventory.reservation.released.v1' END,
         h.owner_id::text, h.version,
         jsonb_build_object('reservation_id', h.id, 'owner_id', h.owner_id, 'owner_type', h.type, 'status', h.status, 'reason', p_reason,
           'lines', g.lines, 'version', h.version), event_headers()
  FROM h CROSS JOIN LATERAL (
    SELECT COALESCE(jsonb_agg(jsonb_build_object('sku', x.sku, 'location', x.location, 'quantity', x.goods, 'backordered', x.backorder)
             ORDER BY x.sku, x.location), '[]'::jsonb) AS lines
    FROM unnest(r_hold, r_sku, r_location, r_goods, r_backorder) AS x (hold_id, sku, location, goods, backorder) WHERE x.hold_id = h.id) g
  ORDER BY h.owner_id;
END
$$;

-- As in 0003, at the cost of what the commit touched and not of all that the cart holds.
CREATE OR REPLACE FUNCTION inventory_apply_cart_event(p_owner uuid, p_version int, p_operation uuid, p_skus text[], p_quantities int[],
  p_region text, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE h hold; v_new text[]; v_of_operation text[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, p_region);
  PERFORM hold_confirm(p_operation, p_owner);
  IF p_version > h.floor_version THEN
    v_new := hold_retarget(h.id, p_version, p_skus, p_quantities);
    PERFORM hold_acquire_missing(h.id, v_new);
  END IF;
  -- A confirmed operation no longer holds what it was granted, whatever the event tells.
  SELECT skus INTO v_of_operation FROM hold_operation WHERE operation_id = p_operation;
  PERFORM hold_settle(ARRAY[h.id], 'CART_CHANGED', p_skus || v_of_operation);
  RETURN CASE WHEN p_version > h.floor_version THEN 'APPLIED' ELSE 'STALE' END;
END
$$;

-- What asks for a few rows by key has one good plan, whatever the values are. PostgreSQL takes the one that is kept for dearer, because it
-- expects ten elements of every array that it does not know, and planned some statements anew at every call: three times the work of
-- running them. The setting holds for everything that is called from these functions, triggers too.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'inventory\_%' LOOP
    EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END
$$;
