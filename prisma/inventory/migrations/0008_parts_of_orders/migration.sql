-- Parts of an order's allocation: some units are given back, or leave before the rest.

-- Which goods and backorders of an allocation some units of skus are: backorders first, where they count, then goods
-- from the last location of the allocation order. What the allocation does not have is left out.
CREATE FUNCTION allocation_part(p_hold uuid, p_skus text[], p_quantities int[], p_with_backorders boolean)
RETURNS TABLE (sku text, location text, goods int, backorder int) LANGUAGE sql STABLE AS $$
  SELECT y.sku, y.location, y.goods, y.backorder
  FROM (
    SELECT x.sku, x.location,
           LEAST(x.quantity, GREATEST(x.asked - x.all_backordered - COALESCE(sum(x.quantity) OVER later, 0), 0))::int AS goods,
           LEAST(x.backordered, GREATEST(x.asked - COALESCE(sum(x.backordered) OVER later, 0), 0))::int AS backorder
    FROM (
      SELECT l.sku, l.location, l.quantity, c.allocation_order, n.asked, b.backordered, sum(b.backordered) OVER (PARTITION BY l.sku) AS all_backordered
      FROM (SELECT u.sku, sum(u.quantity) AS asked FROM unnest(p_skus, p_quantities) AS u (sku, quantity) GROUP BY u.sku) n
      JOIN hold_line l ON l.hold_id = p_hold AND l.sku = n.sku
      JOIN location c ON c.code = l.location
      CROSS JOIN LATERAL (SELECT CASE WHEN p_with_backorders THEN l.backordered ELSE 0 END AS backordered) b) x
    WINDOW later AS (PARTITION BY x.sku ORDER BY x.allocation_order DESC, x.location DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) y
  WHERE y.goods + y.backorder > 0
$$;

-- The locked allocation of an order for one step of it. The step is remembered, so that a repeat does nothing:
--   NULL (nobody knows the order), REPEATED, or the status of the allocation; only ALLOCATED has been remembered.
CREATE FUNCTION allocation_step(p_operation uuid, p_order uuid, p_state text, p_skus text[], p_quantities int[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE a hold; v_owner uuid;
BEGIN
  SELECT * INTO a FROM hold WHERE owner_id = p_order FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF a.type <> 'ORDER' THEN RAISE EXCEPTION 'an operation of a cart has no parts' USING ERRCODE = 'AG002'; END IF;
  SELECT owner_id INTO v_owner FROM hold_operation WHERE operation_id = p_operation;
  IF v_owner <> p_order THEN RAISE EXCEPTION 'the operation belongs to another owner' USING ERRCODE = 'AG001'; END IF;
  IF v_owner IS NOT NULL THEN RETURN 'REPEATED'; END IF;
  IF a.status = 'ALLOCATED' THEN
    INSERT INTO hold_operation (operation_id, owner_id, state, skus, asked, granted, backordered)
    VALUES (p_operation, p_order, p_state, p_skus, p_quantities, p_quantities, array_fill(0, ARRAY[cardinality(p_skus)]));
  END IF;
  RETURN a.status;
END
$$;

-- Gives units of an order's allocation back to everybody. RELEASED (also for a repeat), COMMITTED when the goods have
-- left, or NULL for an order nobody knows. An allocation left with nothing is RELEASED.
CREATE FUNCTION inventory_release_part(p_operation uuid, p_order uuid, p_reason text, p_skus text[], p_quantities int[], p_headers jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE a hold; v_status text; r_sku text[]; r_location text[]; r_goods int[]; r_backorder int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  v_status := allocation_step(p_operation, p_order, 'RELEASED', p_skus, p_quantities);
  IF v_status = 'REPEATED' THEN RETURN 'RELEASED'; END IF;
  IF v_status IS DISTINCT FROM 'ALLOCATED' THEN RETURN v_status; END IF;
  SELECT * INTO a FROM hold WHERE owner_id = p_order;
  PERFORM stock_lock(ARRAY[a.id], NULL, NULL);
  SELECT array_agg(p.sku), array_agg(p.location), array_agg(p.goods), array_agg(p.backorder) INTO r_sku, r_location, r_goods, r_backorder
  FROM allocation_part(a.id, p_skus, p_quantities, true) p;
  IF r_sku IS NULL THEN RETURN 'RELEASED'; END IF;
  WITH r AS (SELECT * FROM unnest(r_sku, r_location, r_goods, r_backorder) AS r (sku, location, goods, backorder)),
  s AS (UPDATE stock s SET allocated = s.allocated - r.goods, available = s.available + r.goods, backordered = s.backordered - r.backorder,
          version = s.version + 1, updated_at = now()
        FROM r WHERE s.sku = r.sku AND s.location = r.location)
  UPDATE hold_line l SET quantity = l.quantity - r.goods, backordered = l.backordered - r.backorder
  FROM r WHERE l.hold_id = a.id AND l.sku = r.sku AND l.location = r.location;
  UPDATE hold SET version = version + 1, updated_at = now(),
    status = CASE WHEN e.has_left THEN 'ALLOCATED' ELSE 'RELEASED' END, expires_at = CASE WHEN e.has_left THEN expires_at END
  FROM (SELECT EXISTS (SELECT 1 FROM hold_line l WHERE l.hold_id = a.id AND l.quantity + l.backordered > 0) AS has_left) e
  WHERE id = a.id RETURNING hold.* INTO a;
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(p_order::text), gen_random_uuid(), 'inventory.reservation.released.v1', p_order::text, a.version,
         jsonb_build_object('reservation_id', a.id, 'owner_id', a.owner_id, 'owner_type', a.type, 'status', a.status, 'reason', p_reason,
           'lines', jsonb_agg(jsonb_build_object('sku', r.sku, 'location', r.location, 'quantity', r.goods, 'backordered', r.backorder)
             ORDER BY r.sku, r.location), 'version', a.version), event_headers()
  FROM unnest(r_sku, r_location, r_goods, r_backorder) AS r (sku, location, goods, backorder);
  RETURN 'RELEASED';
END
$$;

-- Lets units of an order's allocation leave before the rest; of what is backordered nothing can. COMMITTED (also for a
-- repeat), the status of an allocation that has ended, or NULL for an order nobody knows. An allocation left with
-- nothing is COMMITTED.
CREATE FUNCTION inventory_commit_part(p_operation uuid, p_order uuid, p_actor text, p_skus text[], p_quantities int[], p_headers jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE a hold; v_status text; r_sku text[]; r_location text[]; r_goods int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  v_status := allocation_step(p_operation, p_order, 'CONFIRMED', p_skus, p_quantities);
  IF v_status = 'REPEATED' THEN RETURN 'COMMITTED'; END IF;
  IF v_status IS DISTINCT FROM 'ALLOCATED' THEN RETURN v_status; END IF;
  SELECT * INTO a FROM hold WHERE owner_id = p_order;
  PERFORM stock_lock(ARRAY[a.id], NULL, NULL);
  SELECT array_agg(p.sku), array_agg(p.location), array_agg(p.goods) INTO r_sku, r_location, r_goods
  FROM allocation_part(a.id, p_skus, p_quantities, false) p;
  IF r_sku IS NULL THEN RETURN 'COMMITTED'; END IF;
  WITH r AS (SELECT * FROM unnest(r_sku, r_location, r_goods) AS r (sku, location, goods)),
  s AS (UPDATE stock s SET allocated = s.allocated - r.goods, on_hand = s.on_hand - r.goods, version = s.version + 1, updated_at = now()
        FROM r WHERE s.sku = r.sku AND s.location = r.location RETURNING s.sku, s.location, s.on_hand, r.goods),
  j AS (INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, reference, actor)
        SELECT gen_random_uuid(), s.sku, s.location, 'COMMIT', -s.goods, s.on_hand, p_order::text, p_actor FROM s)
  UPDATE hold_line l SET quantity = l.quantity - r.goods FROM r WHERE l.hold_id = a.id AND l.sku = r.sku AND l.location = r.location;
  UPDATE hold SET version = version + 1, updated_at = now(),
    status = CASE WHEN e.has_left THEN 'ALLOCATED' ELSE 'COMMITTED' END, expires_at = CASE WHEN e.has_left THEN expires_at END
  FROM (SELECT EXISTS (SELECT 1 FROM hold_line l WHERE l.hold_id = a.id AND l.quantity + l.backordered > 0) AS has_left) e
  WHERE id = a.id;
  RETURN 'COMMITTED';
END
$$;
