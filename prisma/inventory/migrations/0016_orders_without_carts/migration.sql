-- An order that is made without a cart (p_cart NULL) is given free goods only, and they are free again when it is released:
-- inventory_release_order gives goods back to the cart of the allocation, and here there is none.
CREATE OR REPLACE FUNCTION inventory_allocate(p_cart uuid, p_order uuid, p_cart_version int, p_region text, p_store text, p_skus text[],
  p_quantities int[], p_hold_seconds int, p_headers jsonb)
RETURNS TABLE (outcome text, hold_id uuid, expires_at timestamptz, skus text[], asked int[], obtainable int[]) LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE c hold; a hold; n_sku text[]; n_asked int[]; r_sku text[]; r_rest int[]; l_sku text[]; l_asked int[]; l_obtainable int[];
  m_sku text[]; m_location text[]; m_goods int[]; f_sku text[]; f_location text[]; f_take int[]; f_backorder int[]; f_obtainable int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  IF p_cart IS NOT NULL THEN c := hold_lock(p_cart, NULL); END IF;
  c.region := COALESCE(c.region, p_region);
  c.store_id := COALESCE(c.store_id, p_store);
  INSERT INTO hold AS h (id, owner_id, type, status, region, store_id, cart_id, cart_version, expires_at)
  VALUES (gen_random_uuid(), p_order, 'ORDER', 'ALLOCATED', c.region, c.store_id, p_cart, p_cart_version, clock_timestamp() + make_interval(secs => p_hold_seconds))
  ON CONFLICT (owner_id) DO NOTHING RETURNING h.* INTO a;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN:' || h.status, h.id, h.expires_at, NULL::text[], NULL::int[], NULL::int[] FROM hold h WHERE h.owner_id = p_order;
    RETURN;
  END IF;
  PERFORM stock_lock(ARRAY[c.id], c.region, p_skus);

  SELECT array_agg(n.sku), array_agg(n.asked) INTO n_sku, n_asked
  FROM (SELECT u.sku, sum(u.quantity)::int AS asked FROM unnest(p_skus, p_quantities) AS u (sku, quantity) GROUP BY u.sku) n;
  -- The cart's own goods first, in allocation order.
  SELECT array_agg(m.sku), array_agg(m.location), array_agg(m.goods) INTO m_sku, m_location, m_goods
  FROM (SELECT l.sku, l.location, LEAST(l.quantity, GREATEST(n.asked - COALESCE(sum(l.quantity) OVER earlier, 0), 0))::int AS goods
        FROM unnest(n_sku, n_asked) AS n (sku, asked)
        JOIN hold_line l ON l.hold_id = c.id AND l.sku = n.sku
        JOIN location k ON k.code = l.location
        WINDOW earlier AS (PARTITION BY l.sku ORDER BY k.allocation_order, l.location ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) m
  WHERE m.goods > 0;
  SELECT array_agg(r.sku), array_agg(r.rest) INTO r_sku, r_rest
  FROM (SELECT n.sku, n.asked - COALESCE(sum(m.goods), 0)::int AS rest
        FROM unnest(n_sku, n_asked) AS n (sku, asked) LEFT JOIN unnest(m_sku, m_goods) AS m (sku, goods) ON m.sku = n.sku
        GROUP BY n.sku, n.asked) r
  WHERE r.rest > 0;
  IF r_sku IS NOT NULL THEN
    SELECT array_agg(f.sku), array_agg(f.location), array_agg(f.take), array_agg(f.backorder), array_agg(f.obtainable)
    INTO f_sku, f_location, f_take, f_backorder, f_obtainable FROM stock_offer(c.region, c.store_id, r_sku, r_rest, c.id) f;
    SELECT array_agg(x.sku), array_agg(x.asked), array_agg(x.asked - x.rest + x.obtainable) INTO l_sku, l_asked, l_obtainable
    FROM (SELECT r.sku, n.asked, r.rest, COALESCE(max(f.obtainable), 0) AS obtainable
          FROM unnest(r_sku, r_rest) AS r (sku, rest)
          JOIN unnest(n_sku, n_asked) AS n (sku, asked) ON n.sku = r.sku
          LEFT JOIN unnest(f_sku, f_obtainable) AS f (sku, obtainable) ON f.sku = r.sku
          GROUP BY r.sku, n.asked, r.rest) x
    WHERE x.obtainable < x.rest;
  END IF;
  IF l_sku IS NOT NULL THEN
    -- A tombstone, so that a late duplicate of a refused allocation cannot succeed.
    UPDATE hold SET status = 'RELEASED', expires_at = NULL WHERE id = a.id RETURNING * INTO a;
    PERFORM hold_publish_failed(a, NULL, l_sku, l_asked, l_obtainable);
    RETURN QUERY SELECT 'INSUFFICIENT', a.id, NULL::timestamptz, l_sku, l_asked, l_obtainable;
    RETURN;
  END IF;

  WITH d AS (
    SELECT x.sku, x.location, sum(x.moved)::int AS moved, sum(x.take)::int AS take, sum(x.backorder)::int AS backorder, sum(x.freed)::int AS freed
    FROM (SELECT m.sku, m.location, m.goods AS moved, 0 AS take, 0 AS backorder, 0 AS freed FROM unnest(m_sku, m_location, m_goods) AS m (sku, location, goods)
          UNION ALL SELECT f.sku, f.location, 0, f.take, f.backorder, 0 FROM unnest(f_sku, f_location, f_take, f_backorder) AS f (sku, location, take, backorder)
          UNION ALL SELECT l.sku, l.location, 0, 0, 0, l.backordered FROM hold_line l WHERE l.hold_id = c.id AND l.sku = ANY (n_sku)) x
    GROUP BY x.sku, x.location HAVING sum(x.moved + x.take + x.backorder + x.freed) > 0),
  s AS (UPDATE stock s SET held = s.held - d.moved, available = s.available - d.take, allocated = s.allocated + d.moved + d.take,
          backordered = s.backordered + d.backorder - d.freed, version = s.version + 1, updated_at = now()
        FROM d WHERE s.sku = d.sku AND s.location = d.location),
  o AS (INSERT INTO hold_line (hold_id, sku, location, quantity, backordered)
        SELECT a.id, d.sku, d.location, d.moved + d.take, d.backorder FROM d WHERE d.moved + d.take + d.backorder > 0)
  UPDATE hold_line l SET quantity = l.quantity - d.moved, backordered = l.backordered - d.freed
  FROM d WHERE l.hold_id = c.id AND l.sku = d.sku AND l.location = d.location;

  UPDATE hold_target SET quantity = 0 WHERE hold_id = c.id AND cart_version <= p_cart_version;
  UPDATE hold SET floor_version = GREATEST(floor_version, p_cart_version) WHERE id = c.id;
  PERFORM hold_settle(ARRAY[c.id], 'ALLOCATED');
  PERFORM hold_publish_reserved(a, NULL, m_sku || f_sku, m_goods || f_take, array_fill(0, ARRAY[COALESCE(cardinality(m_sku), 0)]) || f_backorder);
  RETURN QUERY SELECT 'ALLOCATED', a.id, a.expires_at, NULL::text[], NULL::int[], NULL::int[];
END
$$;
