-- A refused reserve is answered to its cart and is no event: a flash sale would write one for every buyer who comes too
-- late. inventory.reservation.failed.v1 is about allocations of orders, which somebody else has to react to.

-- Reserves deltas of skus for a cart, provisionally: the cart's event, its release or the end of its lease follows.
--   GRANTED       everything asked, or with p_partial whatever there is per sku (at least one unit of something)
--   INSUFFICIENT  nothing reserved; obtainable says how much there is per sku
--   REPLAYED      the operation was granted before: the answer of then, whatever is asked now
--   RELEASED      the operation was released before, possibly before it arrived
-- Without skus it only slides a hold that is alive: EXTENDED, or RELEASED/EXPIRED as outcome when it is not.
CREATE OR REPLACE FUNCTION inventory_reserve(p_operation uuid, p_owner uuid, p_region text, p_store text, p_skus text[], p_deltas int[],
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
  UPDATE hold k SET version = k.version + 1, status = 'HELD', region = h.region, store_id = h.store_id, hard_cap_at = v_cap, expires_at = v_expires,
    wake_at = COALESCE(k.wake_at, v_expires), updated_at = now() WHERE k.id = h.id RETURNING k.* INTO h;
  PERFORM hold_publish_reserved(h, p_operation, f_sku, f_take, f_backorder);
  RETURN QUERY SELECT 'GRANTED', h.id, h.status, h.expires_at, h.hard_cap_at, w_sku, w_asked, w_granted, w_backordered, w_obtainable;
END
$$;
