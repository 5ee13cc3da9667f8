-- Locations that sell for one store only, and events of what could not be reserved.

-- Without a store a location sells for every store of its region.
ALTER TABLE location ADD COLUMN store_id text;
-- The store whose locations a cart uses, from its first reserve on.
ALTER TABLE hold ADD COLUMN store_id text;

DROP FUNCTION inventory_reserve(uuid, uuid, text, text[], int[], boolean, int, int, int, jsonb);
DROP FUNCTION inventory_allocate(uuid, uuid, int, text, text[], int[], int, jsonb);
DROP FUNCTION stock_offer(text, text[], int[], uuid);

-- How a wanted quantity per sku would be taken from the locations that sell for a store of a region: goods in
-- allocation order, then backorders in the same order. Locks the rows. `obtainable` is what they could promise at most;
-- backorders that p_hold has already count as free, because they are about to be replaced.
CREATE FUNCTION stock_offer(p_region text, p_store text, p_skus text[], p_wanted int[], p_hold uuid)
RETURNS TABLE (sku text, location text, take int, backorder int, obtainable int) LANGUAGE plpgsql ROWS 10 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH locked AS MATERIALIZED (
    SELECT s.sku, s.location, w.wanted, c.allocation_order, GREATEST(s.available - s.safety_stock, 0) AS sellable,
           CASE WHEN s.backorderable THEN GREATEST(s.backorder_limit - s.backordered, 0) ELSE 0 END + COALESCE(l.backordered, 0) AS headroom
    FROM (SELECT u.sku, sum(u.wanted) AS wanted FROM unnest(p_skus, p_wanted) AS u (sku, wanted) GROUP BY u.sku) w
    JOIN stock s ON s.sku = w.sku
    JOIN location c ON c.code = s.location AND c.region = p_region AND (c.store_id IS NULL OR c.store_id = p_store)
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

-- Writes an inventory.reservation.failed.v1: there was less than somebody asked for. p_hold is as it was before.
CREATE FUNCTION hold_publish_failed(p_hold hold, p_operation uuid, p_skus text[], p_asked int[], p_obtainable int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(p_hold.owner_id::text), gen_random_uuid(), 'inventory.reservation.failed.v1', p_hold.owner_id::text, p_hold.version,
         jsonb_build_object('reservation_id', p_hold.id, 'owner_id', p_hold.owner_id, 'owner_type', p_hold.type, 'status', p_hold.status,
           'cart_id', CASE p_hold.type WHEN 'CART' THEN p_hold.owner_id ELSE p_hold.cart_id END, 'operation_id', p_operation,
           'region', p_hold.region, 'version', p_hold.version,
           'lines', (SELECT COALESCE(jsonb_agg(jsonb_build_object('sku', u.sku, 'asked', u.asked, 'obtainable', u.obtainable) ORDER BY u.sku), '[]'::jsonb)
                     FROM unnest(p_skus, p_asked, p_obtainable) AS u (sku, asked, obtainable) WHERE u.obtainable < u.asked)), event_headers();
END
$$;

-- Reserves deltas of skus for a cart, provisionally: the cart's event, its release or the end of its lease follows.
--   GRANTED       everything asked, or with p_partial whatever there is per sku (at least one unit of something)
--   INSUFFICIENT  nothing reserved; obtainable says how much there is per sku, and so does an event
--   REPLAYED      the operation was granted before: the answer of then, whatever is asked now
--   RELEASED      the operation was released before, possibly before it arrived
-- Without skus it only slides a hold that is alive: EXTENDED, or RELEASED/EXPIRED as outcome when it is not.
CREATE FUNCTION inventory_reserve(p_operation uuid, p_owner uuid, p_region text, p_store text, p_skus text[], p_deltas int[],
  p_partial boolean, p_lease_seconds int, p_slide_seconds int, p_cap_seconds int, p_headers jsonb)
RETURNS TABLE (outcome text, hold_id uuid, hold_status text, expires_at timestamptz, hard_cap_at timestamptz,
  skus text[], asked int[], granted int[], backordered int[], obtainable int[]) LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE h hold; o hold_operation; t timestamptz; v_lease timestamptz; v_cap timestamptz; v_expires timestamptz;
  f_sku text[]; f_location text[]; f_take int[]; f_backorder int[]; f_obtainable int[];
  w_sku text[]; w_asked int[]; w_granted int[]; w_backordered int[]; w_obtainable int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  -- A refusal must not bind the cart to a region: only a grant writes it.
  h := hold_lock(p_owner, NULL);
  h.region := COALESCE(h.region, p_region);
  IF h.type <> 'CART' THEN RAISE EXCEPTION 'the owner of this reservation is an order' USING ERRCODE = 'AG001'; END IF;
  t := clock_timestamp();
  v_lease := t + make_interval(secs => p_lease_seconds);

  -- A later statement than the lock, so that a duplicate which has just committed is seen.
  SELECT * INTO o FROM hold_operation WHERE operation_id = p_operation;
  IF FOUND THEN
    IF o.owner_id <> p_owner THEN RAISE EXCEPTION 'the operation belongs to another owner' USING ERRCODE = 'AG001'; END IF;
    IF o.state = 'PROVISIONAL' THEN UPDATE hold_operation SET lease_until = v_lease WHERE operation_id = p_operation; END IF;
    IF o.state <> 'DROPPED' THEN
      RETURN QUERY SELECT CASE o.state WHEN 'RELEASED' THEN 'RELEASED' ELSE 'REPLAYED' END, h.id, h.status, h.expires_at, h.hard_cap_at,
        o.skus, o.asked, o.granted, o.backordered, NULL::int[];
      RETURN;
    END IF;
  END IF;

  IF h.status = 'HELD' AND h.hard_cap_at <= t THEN
    -- The sweep has not come yet. One pass over both sets of rows: two ordered passes are not one order.
    PERFORM stock_lock(ARRAY[h.id], h.region, p_skus);
    PERFORM hold_expire(ARRAY[h.id]);
    SELECT * INTO h FROM hold WHERE id = h.id;
    h.region := COALESCE(h.region, p_region);
  END IF;
  h.store_id := COALESCE(h.store_id, p_store);
  v_cap := CASE WHEN h.status = 'HELD' THEN h.hard_cap_at ELSE t + make_interval(secs => p_cap_seconds) END;
  v_expires := LEAST(t + make_interval(secs => p_slide_seconds), v_cap);

  IF cardinality(p_skus) = 0 THEN
    UPDATE hold SET expires_at = v_expires, updated_at = now() WHERE id = h.id AND status = 'HELD' RETURNING * INTO h;
    RETURN QUERY SELECT CASE k.status WHEN 'HELD' THEN 'EXTENDED' ELSE k.status END, k.id, k.status, k.expires_at, k.hard_cap_at,
      '{}'::text[], '{}'::int[], '{}'::int[], '{}'::int[], NULL::int[] FROM hold k WHERE k.owner_id = p_owner;
    RETURN;
  END IF;

  SELECT array_agg(f.sku), array_agg(f.location), array_agg(f.take), array_agg(f.backorder), array_agg(f.obtainable)
  INTO f_sku, f_location, f_take, f_backorder, f_obtainable FROM stock_offer(h.region, h.store_id, p_skus, p_deltas, NULL) f;
  SELECT array_agg(w.sku), array_agg(w.asked), array_agg(w.granted), array_agg(w.backordered), array_agg(w.obtainable)
  INTO w_sku, w_asked, w_granted, w_backordered, w_obtainable
  FROM (SELECT a.sku, a.asked, COALESCE(sum(f.take + f.backorder), 0)::int AS granted, COALESCE(sum(f.backorder), 0)::int AS backordered,
               COALESCE(max(f.obtainable), 0) AS obtainable
        FROM (SELECT u.sku, sum(u.delta)::int AS asked FROM unnest(p_skus, p_deltas) AS u (sku, delta) GROUP BY u.sku) a
        LEFT JOIN unnest(f_sku, f_take, f_backorder, f_obtainable) AS f (sku, take, backorder, obtainable) ON f.sku = a.sku
        GROUP BY a.sku, a.asked ORDER BY a.sku) w;

  IF w_granted <> w_asked AND NOT (p_partial AND 0 < ANY (w_granted)) THEN
    -- Whatever expired above stays expired; nothing else is written but the event.
    PERFORM hold_publish_failed(h, p_operation, w_sku, w_asked, w_obtainable);
    RETURN QUERY SELECT 'INSUFFICIENT', h.id, h.status, h.expires_at, h.hard_cap_at, w_sku, w_asked, NULL::int[], NULL::int[], w_obtainable;
    RETURN;
  END IF;

  PERFORM hold_take(h.id, f_sku, f_location, f_take, f_backorder);
  WITH op AS (
    INSERT INTO hold_operation AS o (operation_id, owner_id, state, skus, asked, granted, backordered, lease_until)
    VALUES (p_operation, p_owner, 'PROVISIONAL', w_sku, w_asked, w_granted, w_backordered, v_lease)
    ON CONFLICT (operation_id) DO UPDATE SET state = 'PROVISIONAL', skus = EXCLUDED.skus, asked = EXCLUDED.asked, granted = EXCLUDED.granted,
      backordered = EXCLUDED.backordered, lease_until = EXCLUDED.lease_until)
  UPDATE hold k SET version = k.version + 1, status = 'HELD', region = h.region, store_id = h.store_id, hard_cap_at = v_cap, expires_at = v_expires,
    wake_at = COALESCE(k.wake_at, v_expires), updated_at = now() WHERE k.id = h.id RETURNING k.* INTO h;
  PERFORM hold_publish_reserved(h, p_operation, f_sku, f_take, f_backorder);
  RETURN QUERY SELECT 'GRANTED', h.id, h.status, h.expires_at, h.hard_cap_at, w_sku, w_asked, w_granted, w_backordered, w_obtainable;
END
$$;

-- Best effort: fills what a hold that is alive lacks of what its cart has committed. Never for provisional operations.
CREATE OR REPLACE FUNCTION hold_acquire_missing(p_hold uuid, p_skus text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE h hold; m_sku text[]; m_missing int[]; f_sku text[]; f_location text[]; f_take int[]; f_backorder int[];
BEGIN
  SELECT array_agg(m.sku), array_agg(m.missing) INTO m_sku, m_missing
  FROM (SELECT t.sku, t.quantity - COALESCE(sum(l.quantity + l.backordered), 0)::int AS missing
        FROM hold_target t LEFT JOIN hold_line l ON l.hold_id = t.hold_id AND l.sku = t.sku
        WHERE t.hold_id = p_hold AND t.sku = ANY (p_skus) GROUP BY t.sku, t.quantity) m
  WHERE m.missing > 0;
  SELECT * INTO h FROM hold WHERE id = p_hold AND status = 'HELD' AND expires_at > clock_timestamp();
  IF m_sku IS NULL OR NOT FOUND OR h.region IS NULL THEN RETURN; END IF;
  -- The settle that follows may touch other rows of this hold: all of them are locked in one order first.
  PERFORM stock_lock(ARRAY[p_hold], h.region, m_sku);
  SELECT array_agg(f.sku), array_agg(f.location), array_agg(f.take), array_agg(f.backorder) INTO f_sku, f_location, f_take, f_backorder
  FROM stock_offer(h.region, h.store_id, m_sku, m_missing, NULL) f WHERE f.take + f.backorder > 0;
  IF f_sku IS NULL THEN RETURN; END IF;
  PERFORM hold_take(p_hold, f_sku, f_location, f_take, f_backorder);
  UPDATE hold SET version = version + 1, updated_at = now() WHERE id = p_hold RETURNING * INTO h;
  PERFORM hold_publish_reserved(h, NULL, f_sku, f_take, f_backorder);
END
$$;

-- Turns what a cart holds into an order's allocation, which no sweep touches. What the hold lacks is reserved in the
-- same transaction. Idempotent by order: a duplicate, also a late one of a refused or released order, gets the
-- status it has. ALLOCATED, INSUFFICIENT (nothing changed but a tombstone, and an event says what there was), or the
-- status of a duplicate.
-- The cart's events up to p_cart_version must not hold again what the order has.
CREATE FUNCTION inventory_allocate(p_cart uuid, p_order uuid, p_cart_version int, p_region text, p_store text, p_skus text[],
  p_quantities int[], p_hold_seconds int, p_headers jsonb)
RETURNS TABLE (outcome text, hold_id uuid, expires_at timestamptz, skus text[], asked int[], obtainable int[]) LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE c hold; a hold; n_sku text[]; n_asked int[]; r_sku text[]; r_rest int[]; l_sku text[]; l_asked int[]; l_obtainable int[];
  m_sku text[]; m_location text[]; m_goods int[]; f_sku text[]; f_location text[]; f_take int[]; f_backorder int[]; f_obtainable int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  c := hold_lock(p_cart, NULL);
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
