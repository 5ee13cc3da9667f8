-- Goods that came in for a promise are an event of their own: a reservation says that goods were taken, and not that they
-- had been promised before.

-- Writes an inventory.backorder.filled.v1. p_hold and its lines are as they are after the change.
CREATE FUNCTION hold_publish_filled(p_hold hold, p_skus text[], p_goods int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(p_hold.owner_id::text), gen_random_uuid(), 'inventory.backorder.filled.v1', p_hold.owner_id::text, p_hold.version,
         jsonb_build_object('reservation_id', p_hold.id, 'owner_id', p_hold.owner_id, 'owner_type', p_hold.type, 'status', p_hold.status,
           'version', p_hold.version, 'lines', jsonb_agg(jsonb_build_object('sku', f.sku, 'quantity', f.goods, 'backordered', r.left_over) ORDER BY f.sku)),
         event_headers()
  FROM (SELECT u.sku, sum(u.goods)::int AS goods FROM unnest(p_skus, p_goods) AS u (sku, goods) GROUP BY u.sku) f
  CROSS JOIN LATERAL (SELECT sum(l.backordered)::int AS left_over FROM hold_line l WHERE l.hold_id = p_hold.id AND l.sku = f.sku) r;
END
$$;

-- Hands goods that came in to those who were promised them, oldest reservation first. Answers how many reservations
-- got something. A reservation somebody is working on is left for the next time.
CREATE OR REPLACE FUNCTION inventory_fill_backorders(p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_holds uuid[]; h hold; f_hold uuid[]; f_sku text[]; f_location text[]; f_goods int[];
BEGIN
  SELECT array_agg(x.id) INTO v_holds FROM (
    SELECT k.id FROM hold k
    WHERE k.id IN (SELECT l.hold_id FROM hold_line l JOIN stock s ON s.sku = l.sku AND s.location = l.location
                   WHERE l.backordered > 0 AND s.available > s.safety_stock)
    ORDER BY k.created_at, k.id LIMIT p_limit FOR UPDATE SKIP LOCKED) x;
  IF v_holds IS NULL THEN RETURN 0; END IF;
  PERFORM stock_lock(v_holds, NULL, NULL);
  SELECT array_agg(x.hold_id), array_agg(x.sku), array_agg(x.location), array_agg(x.goods) INTO f_hold, f_sku, f_location, f_goods
  FROM (SELECT l.hold_id, l.sku, l.location,
               LEAST(l.backordered, GREATEST(s.available - s.safety_stock - COALESCE(sum(l.backordered) OVER earlier, 0), 0))::int AS goods
        FROM hold_line l JOIN hold k ON k.id = l.hold_id JOIN stock s ON s.sku = l.sku AND s.location = l.location
        WHERE l.hold_id = ANY (v_holds) AND l.backordered > 0
        WINDOW earlier AS (PARTITION BY l.sku, l.location ORDER BY k.created_at, k.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) x
  WHERE x.goods > 0;
  IF f_hold IS NULL THEN RETURN 0; END IF;

  WITH f AS (SELECT * FROM unnest(f_hold, f_sku, f_location, f_goods) AS f (hold_id, sku, location, goods)),
  d AS (SELECT f.sku, f.location, sum(f.goods)::int AS goods,
               COALESCE(sum(f.goods) FILTER (WHERE k.status = 'HELD'), 0)::int AS held,
               COALESCE(sum(f.goods) FILTER (WHERE k.status = 'ALLOCATED'), 0)::int AS allocated,
               COALESCE(sum(f.goods) FILTER (WHERE k.status = 'COMMITTED'), 0)::int AS gone
        FROM f JOIN hold k ON k.id = f.hold_id GROUP BY f.sku, f.location),
  s AS (UPDATE stock s SET available = s.available - d.goods, backordered = s.backordered - d.goods, held = s.held + d.held,
          allocated = s.allocated + d.allocated, on_hand = s.on_hand - d.gone, version = s.version + 1, updated_at = now()
        FROM d WHERE s.sku = d.sku AND s.location = d.location RETURNING s.sku, s.location, s.on_hand, d.gone),
  j AS (INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, actor)
        SELECT gen_random_uuid(), s.sku, s.location, 'BACKORDER_FILL', -s.gone, s.on_hand, 'service:inventory' FROM s WHERE s.gone > 0)
  UPDATE hold_line l SET quantity = l.quantity + f.goods, backordered = l.backordered - f.goods
  FROM f WHERE l.hold_id = f.hold_id AND l.sku = f.sku AND l.location = f.location;

  FOR h IN UPDATE hold SET version = version + 1, updated_at = now() WHERE id = ANY (f_hold) RETURNING * LOOP
    PERFORM hold_publish_reserved(h, NULL, array_agg(f.sku), array_agg(f.goods), array_fill(0, ARRAY[count(*)::int]))
    FROM unnest(f_hold, f_sku, f_goods) AS f (hold_id, sku, goods) WHERE f.hold_id = h.id;
    PERFORM hold_publish_filled(h, array_agg(f.sku), array_agg(f.goods)) FROM unnest(f_hold, f_sku, f_goods) AS f (hold_id, sku, goods) WHERE f.hold_id = h.id;
  END LOOP;
  RETURN cardinality(v_holds);
END
$$;
