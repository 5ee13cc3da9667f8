-- Functions on the holds of carts: reserve, release, the cart's events, merge, expiry.

-- The locked hold of a cart, made when there is none. A new one is RELEASED: it holds nothing yet.
CREATE FUNCTION hold_lock(p_owner uuid, p_region text) RETURNS hold LANGUAGE plpgsql AS $$
DECLARE h hold;
BEGIN
  SELECT * INTO h FROM hold WHERE owner_id = p_owner FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO hold (id, owner_id, status, region) VALUES (gen_random_uuid(), p_owner, 'RELEASED', p_region) ON CONFLICT (owner_id) DO NOTHING;
    SELECT * INTO h FROM hold WHERE owner_id = p_owner FOR UPDATE;
  END IF;
  IF h.region IS NULL THEN h.region := p_region; END IF;
  RETURN h;
END
$$;

-- Gives stock to a cart's hold. The caller has locked the hold and these stock rows and checked the quantities.
CREATE FUNCTION hold_take(p_hold uuid, p_skus text[], p_locations text[], p_take int[], p_backorder int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH t AS (SELECT * FROM unnest(p_skus, p_locations, p_take, p_backorder) AS t (sku, location, take, backorder) WHERE t.take + t.backorder > 0),
  s AS (UPDATE stock s SET available = s.available - t.take, held = s.held + t.take, backordered = s.backordered + t.backorder,
          version = s.version + 1, updated_at = now()
        FROM t WHERE s.sku = t.sku AND s.location = t.location)
  INSERT INTO hold_line AS l (hold_id, sku, location, quantity, backordered) SELECT p_hold, t.sku, t.location, t.take, t.backorder FROM t
  ON CONFLICT (hold_id, sku, location) DO UPDATE SET quantity = l.quantity + EXCLUDED.quantity, backordered = l.backordered + EXCLUDED.backordered;
END
$$;

-- Gives back what cart holds have in excess of their target: the cart's newest absolute quantity plus what
-- provisional operations were granted; nothing when the hold is not alive. Backorders go first, then goods from
-- the last location of the allocation order. The caller has locked the holds. A hold left with nothing is RELEASED.
CREATE FUNCTION hold_settle(p_holds uuid[], p_reason text) RETURNS void LANGUAGE plpgsql AS $$
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
      WHERE h.id = ANY (p_holds) AND h.type = 'CART' AND l.quantity + l.backordered > 0
      WINDOW per_sku AS (PARTITION BY l.hold_id, l.sku)) x
    WINDOW later AS (PARTITION BY x.hold_id, x.sku ORDER BY x.allocation_order DESC, x.location DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) y
  WHERE y.goods + y.backorder > 0;

  IF r_hold IS NOT NULL THEN
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

-- Ends cart holds that the caller has locked and found dead.
CREATE FUNCTION hold_expire(p_holds uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE hold SET status = 'EXPIRED' WHERE id = ANY (p_holds);
  PERFORM hold_settle(p_holds, 'EXPIRED');
END
$$;

-- Writes an inventory.stock.reserved.v1 about goods that a hold has just been given. p_hold is the row after its change.
CREATE FUNCTION hold_publish_reserved(p_hold hold, p_operation uuid, p_skus text[], p_quantities int[], p_backordered int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
  SELECT outbox_shard(p_hold.owner_id::text), gen_random_uuid(), 'inventory.stock.reserved.v1', p_hold.owner_id::text, p_hold.version,
         jsonb_build_object('reservation_id', p_hold.id, 'owner_id', p_hold.owner_id, 'owner_type', p_hold.type, 'status', p_hold.status,
           'operation_id', p_operation, 'region', p_hold.region, 'expires_at', iso_time(p_hold.expires_at), 'version', p_hold.version,
           'lines', (SELECT COALESCE(jsonb_agg(jsonb_build_object('sku', u.sku, 'quantity', u.quantity, 'backordered', u.backordered) ORDER BY u.sku), '[]'::jsonb)
                     FROM (SELECT v.sku, sum(v.quantity)::int AS quantity, sum(v.backordered)::int AS backordered
                           FROM unnest(p_skus, p_quantities, p_backordered) AS v (sku, quantity, backordered) GROUP BY v.sku) u
                     WHERE u.quantity + u.backordered > 0)), event_headers();
END
$$;

-- Reserves deltas of skus for a cart, provisionally: the cart's event, its release or the end of its lease follows.
--   GRANTED       everything asked, or with p_partial whatever there is per sku (at least one unit of something)
--   INSUFFICIENT  nothing reserved; obtainable says how much there is per sku
--   REPLAYED      the operation was granted before: the answer of then, whatever is asked now
--   RELEASED      the operation was released before, possibly before it arrived
-- Without skus it only slides a hold that is alive: EXTENDED, or RELEASED/EXPIRED as outcome when it is not.
CREATE FUNCTION inventory_reserve(p_operation uuid, p_owner uuid, p_region text, p_skus text[], p_deltas int[], p_partial boolean,
  p_lease_seconds int, p_slide_seconds int, p_cap_seconds int, p_headers jsonb)
RETURNS TABLE (outcome text, hold_id uuid, hold_status text, expires_at timestamptz, hard_cap_at timestamptz,
  skus text[], asked int[], granted int[], backordered int[], obtainable int[]) LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE h hold; o hold_operation; t timestamptz; v_lease timestamptz; v_cap timestamptz; v_expires timestamptz;
  f_sku text[]; f_location text[]; f_take int[]; f_backorder int[]; f_obtainable int[];
  w_sku text[]; w_asked int[]; w_granted int[]; w_backordered int[]; w_obtainable int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, p_region);
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
  v_cap := CASE WHEN h.status = 'HELD' THEN h.hard_cap_at ELSE t + make_interval(secs => p_cap_seconds) END;
  v_expires := LEAST(t + make_interval(secs => p_slide_seconds), v_cap);

  IF cardinality(p_skus) = 0 THEN
    UPDATE hold SET expires_at = v_expires, updated_at = now() WHERE id = h.id AND status = 'HELD' RETURNING * INTO h;
    RETURN QUERY SELECT CASE k.status WHEN 'HELD' THEN 'EXTENDED' ELSE k.status END, k.id, k.status, k.expires_at, k.hard_cap_at,
      '{}'::text[], '{}'::int[], '{}'::int[], '{}'::int[], NULL::int[] FROM hold k WHERE k.owner_id = p_owner;
    RETURN;
  END IF;

  SELECT array_agg(f.sku), array_agg(f.location), array_agg(f.take), array_agg(f.backorder), array_agg(f.obtainable)
  INTO f_sku, f_location, f_take, f_backorder, f_obtainable FROM stock_offer(h.region, p_skus, p_deltas, NULL) f;
  SELECT array_agg(w.sku), array_agg(w.asked), array_agg(w.granted), array_agg(w.backordered), array_agg(w.obtainable)
  INTO w_sku, w_asked, w_granted, w_backordered, w_obtainable
  FROM (SELECT a.sku, a.asked, COALESCE(sum(f.take + f.backorder), 0)::int AS granted, COALESCE(sum(f.backorder), 0)::int AS backordered,
               COALESCE(max(f.obtainable), 0) AS obtainable
        FROM (SELECT u.sku, sum(u.delta)::int AS asked FROM unnest(p_skus, p_deltas) AS u (sku, delta) GROUP BY u.sku) a
        LEFT JOIN unnest(f_sku, f_take, f_backorder, f_obtainable) AS f (sku, take, backorder, obtainable) ON f.sku = a.sku
        GROUP BY a.sku, a.asked ORDER BY a.sku) w;

  IF w_granted <> w_asked AND NOT (p_partial AND 0 < ANY (w_granted)) THEN
    -- Whatever expired above stays expired; nothing else is written.
    RETURN QUERY SELECT 'INSUFFICIENT', h.id, h.status, h.expires_at, h.hard_cap_at, w_sku, w_asked, NULL::int[], NULL::int[], w_obtainable;
    RETURN;
  END IF;

  PERFORM hold_take(h.id, f_sku, f_location, f_take, f_backorder);
  WITH op AS (
    INSERT INTO hold_operation AS o (operation_id, owner_id, state, skus, asked, granted, backordered, lease_until)
    VALUES (p_operation, p_owner, 'PROVISIONAL', w_sku, w_asked, w_granted, w_backordered, v_lease)
    ON CONFLICT (operation_id) DO UPDATE SET state = 'PROVISIONAL', skus = EXCLUDED.skus, asked = EXCLUDED.asked, granted = EXCLUDED.granted,
      backordered = EXCLUDED.backordered, lease_until = EXCLUDED.lease_until)
  UPDATE hold k SET version = k.version + 1, status = 'HELD', region = h.region, hard_cap_at = v_cap, expires_at = v_expires,
    wake_at = COALESCE(k.wake_at, v_expires), updated_at = now() WHERE k.id = h.id RETURNING k.* INTO h;
  PERFORM hold_publish_reserved(h, p_operation, f_sku, f_take, f_backorder);
  RETURN QUERY SELECT 'GRANTED', h.id, h.status, h.expires_at, h.hard_cap_at, w_sku, w_asked, w_granted, w_backordered, w_obtainable;
END
$$;

-- Takes an operation back, or leaves a tombstone for one that has not come yet. CONFIRMED: too late, the cart has it.
CREATE FUNCTION inventory_release_operation(p_operation uuid, p_owner uuid, p_reason text, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE h hold; v_state text; v_owner uuid;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, NULL);
  SELECT state, owner_id INTO v_state, v_owner FROM hold_operation WHERE operation_id = p_operation;
  IF v_owner <> p_owner THEN RAISE EXCEPTION 'the operation belongs to another owner' USING ERRCODE = 'AG001'; END IF;
  IF v_state IN ('CONFIRMED', 'RELEASED') THEN RETURN v_state; END IF;
  INSERT INTO hold_operation AS o (operation_id, owner_id, state) VALUES (p_operation, p_owner, 'RELEASED')
  ON CONFLICT (operation_id) DO UPDATE SET state = 'RELEASED', lease_until = NULL;
  PERFORM hold_settle(ARRAY[h.id], p_reason);
  RETURN 'RELEASED';
END
$$;

-- Best effort: fills what a hold that is alive lacks of what its cart has committed. Never for provisional operations.
CREATE FUNCTION hold_acquire_missing(p_hold uuid, p_skus text[]) RETURNS void LANGUAGE plpgsql AS $$
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
  FROM stock_offer(h.region, m_sku, m_missing, NULL) f WHERE f.take + f.backorder > 0;
  IF f_sku IS NULL THEN RETURN; END IF;
  PERFORM hold_take(p_hold, f_sku, f_location, f_take, f_backorder);
  UPDATE hold SET version = version + 1, updated_at = now() WHERE id = p_hold RETURNING * INTO h;
  PERFORM hold_publish_reserved(h, NULL, f_sku, f_take, f_backorder);
END
$$;

-- Marks an operation as committed by its cart: also when the event is old, and also before the reserve was seen.
CREATE FUNCTION hold_confirm(p_operation uuid, p_owner uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_operation IS NULL THEN RETURN; END IF;
  INSERT INTO hold_operation AS o (operation_id, owner_id, state) VALUES (p_operation, p_owner, 'CONFIRMED')
  ON CONFLICT (operation_id) DO UPDATE SET state = 'CONFIRMED', lease_until = NULL WHERE o.state <> 'CONFIRMED';
END
$$;

-- Remembers the newest absolute quantity per sku; answers the skus whose quantity this version decided.
CREATE FUNCTION hold_retarget(p_hold uuid, p_version int, p_skus text[], p_quantities int[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE v_new text[];
BEGIN
  WITH e AS (
    INSERT INTO hold_target AS t (hold_id, sku, quantity, cart_version)
    SELECT p_hold, u.sku, u.quantity, p_version FROM unnest(p_skus, p_quantities) AS u (sku, quantity)
    ON CONFLICT (hold_id, sku) DO UPDATE SET quantity = EXCLUDED.quantity, cart_version = EXCLUDED.cart_version
      WHERE t.cart_version < EXCLUDED.cart_version
    RETURNING t.sku)
  SELECT COALESCE(array_agg(e.sku), '{}') INTO v_new FROM e;
  RETURN v_new;
END
$$;

-- A commit of a cart. Events of one cart arrive in any order (one topic per type): per sku the highest version wins.
-- p_quantities: the absolute quantity per sku (all its lines together) of every sku the commit touched.
CREATE FUNCTION inventory_apply_cart_event(p_owner uuid, p_version int, p_operation uuid, p_skus text[], p_quantities int[],
  p_region text, p_headers jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE h hold; v_new text[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, p_region);
  PERFORM hold_confirm(p_operation, p_owner);
  IF p_version > h.floor_version THEN
    v_new := hold_retarget(h.id, p_version, p_skus, p_quantities);
    PERFORM hold_acquire_missing(h.id, v_new);
  END IF;
  PERFORM hold_settle(ARRAY[h.id], 'CART_CHANGED');
  RETURN CASE WHEN p_version > h.floor_version THEN 'APPLIED' ELSE 'STALE' END;
END
$$;

-- The cart wants nothing any more (checked out, merged, deleted). Provisional operations end by their own rules.
CREATE FUNCTION inventory_close_cart(p_owner uuid, p_version int, p_reason text, p_headers jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE h hold;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, NULL);
  UPDATE hold SET floor_version = GREATEST(floor_version, p_version) WHERE id = h.id;
  UPDATE hold_target SET quantity = 0, cart_version = p_version WHERE hold_id = h.id AND cart_version <= p_version;
  PERFORM hold_settle(ARRAY[h.id], p_reason);
END
$$;

-- Moves what one cart holds to the cart it was merged into, without letting go of it: nobody else can take the last
-- unit in between. What the target does not want is given back, what it lacks is acquired if there is any.
CREATE FUNCTION inventory_merge_carts(p_source uuid, p_source_version int, p_target uuid, p_target_version int, p_operation uuid,
  p_skus text[], p_quantities int[], p_region text, p_headers jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s hold; g hold; v_new text[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  IF p_source < p_target THEN s := hold_lock(p_source, p_region); g := hold_lock(p_target, p_region);
  ELSE g := hold_lock(p_target, p_region); s := hold_lock(p_source, p_region); END IF;
  PERFORM hold_confirm(p_operation, p_target);
  IF p_target_version > g.floor_version THEN
    v_new := hold_retarget(g.id, p_target_version, p_skus, p_quantities);
    IF s.status = 'HELD' AND s.expires_at > clock_timestamp() THEN
      UPDATE hold SET status = 'HELD', region = COALESCE(region, s.region),
        hard_cap_at = CASE WHEN g.status = 'HELD' THEN g.hard_cap_at ELSE s.hard_cap_at END,
        expires_at = CASE WHEN g.status = 'HELD' THEN LEAST(GREATEST(g.expires_at, s.expires_at), g.hard_cap_at) ELSE s.expires_at END,
        wake_at = COALESCE(wake_at, s.expires_at) WHERE id = g.id;
      INSERT INTO hold_line AS l (hold_id, sku, location, quantity, backordered)
      SELECT g.id, x.sku, x.location, x.quantity, x.backordered FROM hold_line x
      WHERE x.hold_id = s.id AND x.sku = ANY (p_skus) AND x.quantity + x.backordered > 0
      ON CONFLICT (hold_id, sku, location) DO UPDATE SET quantity = l.quantity + EXCLUDED.quantity, backordered = l.backordered + EXCLUDED.backordered;
      UPDATE hold_line SET quantity = 0, backordered = 0 WHERE hold_id = s.id AND sku = ANY (p_skus);
    END IF;
  END IF;
  UPDATE hold SET floor_version = GREATEST(floor_version, p_source_version) WHERE id = s.id;
  UPDATE hold_target SET quantity = 0, cart_version = p_source_version WHERE hold_id = s.id AND cart_version <= p_source_version;
  PERFORM stock_lock(ARRAY[s.id, g.id], COALESCE(g.region, p_region), v_new);
  PERFORM hold_acquire_missing(g.id, v_new);
  PERFORM hold_settle(ARRAY[s.id, g.id], 'CART_MERGED');
END
$$;

-- Drops provisional operations whose lease ended and which, says the cart, were never committed. A hold somebody is
-- working on is left for the next time.
CREATE FUNCTION inventory_drop_operations(p_operations uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_holds uuid[]; v_dropped int;
BEGIN
  SELECT array_agg(x.id) INTO v_holds FROM (
    SELECT h.id FROM hold h WHERE h.owner_id IN (SELECT o.owner_id FROM hold_operation o WHERE o.operation_id = ANY (p_operations))
    ORDER BY h.owner_id FOR UPDATE SKIP LOCKED) x;
  UPDATE hold_operation o SET state = 'DROPPED', lease_until = NULL FROM hold h
  WHERE o.operation_id = ANY (p_operations) AND o.state = 'PROVISIONAL' AND o.lease_until < clock_timestamp()
    AND h.owner_id = o.owner_id AND h.id = ANY (v_holds);
  GET DIAGNOSTICS v_dropped = ROW_COUNT;
  IF v_dropped > 0 THEN PERFORM hold_settle(v_holds, 'OPERATION_ABANDONED'); END IF;
  RETURN v_dropped;
END
$$;

-- Expires due cart holds, oldest first; several sweeps may run at once. Answers how many ended.
CREATE FUNCTION inventory_sweep_holds(p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_due uuid[]; v_dead uuid[]; t timestamptz := clock_timestamp();
BEGIN
  SELECT array_agg(x.id) INTO v_due FROM (
    SELECT h.id FROM hold h WHERE h.wake_at <= t ORDER BY h.wake_at LIMIT p_limit FOR UPDATE SKIP LOCKED) x;
  IF v_due IS NULL THEN RETURN 0; END IF;
  -- Locked above, read below: a reserve that was waited for has moved expires_at.
  WITH d AS (
    UPDATE hold SET wake_at = CASE WHEN status = 'HELD' AND expires_at > t THEN expires_at END WHERE id = ANY (v_due)
    RETURNING id, status, expires_at)
  SELECT array_agg(d.id) FILTER (WHERE d.status = 'HELD' AND d.expires_at <= t) INTO v_dead FROM d;
  IF v_dead IS NOT NULL THEN PERFORM hold_expire(v_dead); END IF;
  RETURN COALESCE(cardinality(v_dead), 0);
END
$$;
