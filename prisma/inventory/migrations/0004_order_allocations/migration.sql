-- Functions on the allocations of orders: allocate from a cart's hold, commit, release, and filling of backorders.

-- Turns what a cart holds into an order's allocation, which no sweep touches. What the hold lacks is reserved in the
-- same transaction. Idempotent by order: a duplicate, also a late one of a refused or released order, gets the
-- status it has. ALLOCATED, INSUFFICIENT (nothing changed but a tombstone), or the status of a duplicate.
-- The cart's events up to p_cart_version must not hold again what the order has.
CREATE FUNCTION inventory_allocate(p_cart uuid, p_order uuid, p_cart_version int, p_region text, p_skus text[], p_quantities int[],
  p_hold_seconds int, p_headers jsonb)
RETURNS TABLE (outcome text, hold_id uuid, expires_at timestamptz, skus text[], asked int[], obtainable int[]) LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE c hold; a hold; n_sku text[]; n_asked int[]; r_sku text[]; r_rest int[]; l_sku text[]; l_asked int[]; l_obtainable int[];
  m_sku text[]; m_location text[]; m_goods int[]; f_sku text[]; f_location text[]; f_take int[]; f_backorder int[]; f_obtainable int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  c := hold_lock(p_cart, p_region);
  INSERT INTO hold AS h (id, owner_id, type, status, region, cart_id, cart_version, expires_at)
  VALUES (gen_random_uuid(), p_order, 'ORDER', 'ALLOCATED', c.region, p_cart, p_cart_version, clock_timestamp() + make_interval(secs => p_hold_seconds))
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
    INTO f_sku, f_location, f_take, f_backorder, f_obtainable FROM stock_offer(c.region, r_sku, r_rest, c.id) f;
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
    UPDATE hold SET status = 'RELEASED', expires_at = NULL WHERE id = a.id;
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

-- The goods of an order leave. Backordered quantities stay owed until goods come. Answers the status the order's
-- reservation has now; an order that never allocated gets a tombstone.
CREATE FUNCTION inventory_commit_order(p_order uuid, p_actor text, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE a hold;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  INSERT INTO hold (id, owner_id, type, status) VALUES (gen_random_uuid(), p_order, 'ORDER', 'COMMITTED') ON CONFLICT (owner_id) DO NOTHING;
  SELECT * INTO a FROM hold WHERE owner_id = p_order FOR UPDATE;
  IF a.status <> 'ALLOCATED' THEN RETURN a.status; END IF;
  PERFORM stock_lock(ARRAY[a.id], NULL, NULL);
  INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, reference, actor)
  SELECT gen_random_uuid(), s.sku, s.location, 'COMMIT', -l.quantity, s.on_hand - l.quantity, p_order::text, p_actor
  FROM hold_line l JOIN stock s ON s.sku = l.sku AND s.location = l.location WHERE l.hold_id = a.id AND l.quantity > 0;
  UPDATE stock s SET allocated = s.allocated - l.quantity, on_hand = s.on_hand - l.quantity, version = s.version + 1, updated_at = now()
  FROM hold_line l WHERE l.hold_id = a.id AND l.quantity > 0 AND s.sku = l.sku AND s.location = l.location;
  UPDATE hold SET status = 'COMMITTED', expires_at = NULL, version = version + 1, updated_at = now() WHERE id = a.id;
  RETURN 'COMMITTED';
END
$$;

-- The order will not have its goods: they go back to the cart's hold when the cart still wants them (a declined
-- payment), else to everybody. Answers the status the order's reservation has now; an order that has not allocated
-- yet gets a tombstone.
CREATE FUNCTION inventory_release_order(p_order uuid, p_reason text, p_slide_seconds int, p_cap_seconds int, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE a hold; c hold; v_cart uuid; t timestamptz;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  -- First, because it waits for an allocation that is about to commit. Then the cart is known, and never changes;
  -- carts are locked before orders.
  INSERT INTO hold (id, owner_id, type, status) VALUES (gen_random_uuid(), p_order, 'ORDER', 'RELEASED') ON CONFLICT (owner_id) DO NOTHING;
  SELECT cart_id INTO v_cart FROM hold WHERE owner_id = p_order;
  IF v_cart IS NOT NULL THEN c := hold_lock(v_cart, NULL); END IF;
  SELECT * INTO a FROM hold WHERE owner_id = p_order FOR UPDATE;
  IF a.status <> 'ALLOCATED' THEN RETURN a.status; END IF;
  t := clock_timestamp();
  PERFORM stock_lock(ARRAY[a.id, c.id], NULL, NULL);

  IF c.floor_version = a.cart_version THEN
    -- Nothing has closed the cart since: it wants again what it wanted at that version, except where a newer event said otherwise.
    INSERT INTO hold_target AS g (hold_id, sku, quantity, cart_version)
    SELECT c.id, l.sku, sum(l.quantity + l.backordered)::int, a.cart_version FROM hold_line l WHERE l.hold_id = a.id GROUP BY l.sku
    ON CONFLICT (hold_id, sku) DO UPDATE SET quantity = EXCLUDED.quantity, cart_version = EXCLUDED.cart_version
      WHERE g.cart_version <= EXCLUDED.cart_version;
    INSERT INTO hold_line AS g (hold_id, sku, location, quantity, backordered)
    SELECT c.id, l.sku, l.location, l.quantity, l.backordered FROM hold_line l WHERE l.hold_id = a.id
    ON CONFLICT (hold_id, sku, location) DO UPDATE SET quantity = g.quantity + EXCLUDED.quantity, backordered = g.backordered + EXCLUDED.backordered;
    UPDATE stock s SET allocated = s.allocated - l.quantity, held = s.held + l.quantity, version = s.version + 1, updated_at = now()
    FROM hold_line l WHERE l.hold_id = a.id AND s.sku = l.sku AND s.location = l.location;
    UPDATE hold SET status = 'HELD', version = version + 1, updated_at = now(), region = COALESCE(region, a.region),
      hard_cap_at = CASE WHEN status = 'HELD' THEN hard_cap_at ELSE t + make_interval(secs => p_cap_seconds) END,
      expires_at = CASE WHEN status = 'HELD' THEN LEAST(hard_cap_at, t + make_interval(secs => p_slide_seconds))
                   ELSE t + make_interval(secs => LEAST(p_slide_seconds, p_cap_seconds)) END,
      wake_at = COALESCE(wake_at, t + make_interval(secs => p_slide_seconds))
    WHERE id = c.id RETURNING * INTO c;
    PERFORM hold_publish_reserved(c, NULL, array_agg(l.sku), array_agg(l.quantity), array_agg(l.backordered)) FROM hold_line l WHERE l.hold_id = a.id;
    PERFORM hold_settle(ARRAY[c.id], 'CART_CHANGED');
  ELSE
    UPDATE stock s SET allocated = s.allocated - l.quantity, available = s.available + l.quantity, backordered = s.backordered - l.backordered,
      version = s.version + 1, updated_at = now()
    FROM hold_line l WHERE l.hold_id = a.id AND s.sku = l.sku AND s.location = l.location;
  END IF;

  UPDATE hold SET status = 'RELEASED', expires_at = NULL, version = version + 1, updated_at = now() WHERE id = a.id RETURNING * INTO a;
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(p_order::text), gen_random_uuid(), 'inventory.reservation.released.v1', p_order::text, a.version,
         jsonb_build_object('reservation_id', a.id, 'owner_id', a.owner_id, 'owner_type', a.type, 'status', a.status, 'reason', p_reason,
           'lines', COALESCE(jsonb_agg(jsonb_build_object('sku', l.sku, 'location', l.location, 'quantity', l.quantity, 'backordered', l.backordered)
             ORDER BY l.sku, l.location), '[]'::jsonb), 'version', a.version), event_headers()
  FROM hold_line l WHERE l.hold_id = a.id;
  DELETE FROM hold_line WHERE hold_id = a.id;
  RETURN 'RELEASED';
END
$$;

-- Releases by owner: an order's allocation, or one operation of a cart. An owner nobody has seen gets both kinds of
-- tombstone, since its reserve or allocate may still be on the way.
CREATE FUNCTION inventory_release(p_operation uuid, p_owner uuid, p_reason text, p_slide_seconds int, p_cap_seconds int, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hold (id, owner_id, status) VALUES (gen_random_uuid(), p_owner, 'RELEASED') ON CONFLICT (owner_id) DO NOTHING;
  IF EXISTS (SELECT 1 FROM hold WHERE owner_id = p_owner AND type = 'ORDER') THEN
    RETURN inventory_release_order(p_owner, p_reason, p_slide_seconds, p_cap_seconds, p_headers);
  END IF;
  RETURN inventory_release_operation(p_operation, p_owner, p_reason, p_headers);
END
$$;

-- Hands goods that came in to those who were promised them, oldest reservation first. Answers how many reservations
-- got something. A reservation somebody is working on is left for the next time.
CREATE FUNCTION inventory_fill_backorders(p_limit int) RETURNS int LANGUAGE plpgsql AS $$
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
  END LOOP;
  RETURN cardinality(v_holds);
END
$$;
