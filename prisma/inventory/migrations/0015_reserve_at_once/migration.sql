-- Reserves that wait for one cart and find goods for all of them are written at once, not one after another.

-- Grants all operations of a cart as inventory_reserve would, one after another, with one statement per table. Only the plain
-- case: all operations are new, and there are goods for everything they ask for together; else it writes nothing and answers
-- no row. The caller has locked the hold, which holds nothing or is not past its cap, and these stock rows.
CREATE FUNCTION hold_grant_at_once(h hold, p_operations jsonb, p_lease_until timestamptz, p_expires_at timestamptz, p_hard_cap_at timestamptz)
RETURNS TABLE (outcome text, hold_id uuid, hold_status text, expires_at timestamptz, hard_cap_at timestamptz,
  skus text[], asked int[], granted int[], backordered int[], obtainable int[]) LANGUAGE plpgsql ROWS 10 AS $$
#variable_conflict use_column
DECLARE o_id uuid[]; o_headers jsonb[]; l_place int[]; l_sku text[]; l_delta int[]; f_sku text[]; f_location text[]; f_take int[]; f_granted bigint;
BEGIN
  SELECT array_agg((e.o ->> 'operation_id')::uuid ORDER BY e.place), array_agg(e.o -> 'headers' ORDER BY e.place) INTO o_id, o_headers
  FROM jsonb_array_elements(p_operations) WITH ORDINALITY AS e (o, place);
  IF EXISTS (SELECT FROM hold_operation WHERE operation_id = ANY (o_id))
    OR (SELECT count(DISTINCT u.id) FROM unnest(o_id) AS u (id)) < cardinality(o_id) THEN RETURN; END IF;

  SELECT array_agg(x.place), array_agg(x.sku), array_agg(x.delta) INTO l_place, l_sku, l_delta
  FROM (SELECT e.place, l.sku, sum(l.delta::int)::int AS delta
        FROM jsonb_array_elements(p_operations) WITH ORDINALITY AS e (o, place),
             ROWS FROM (jsonb_array_elements_text(e.o -> 'skus'), jsonb_array_elements_text(e.o -> 'deltas')) AS l (sku, delta)
        GROUP BY e.place, l.sku ORDER BY e.place, l.sku) x;
  SELECT array_agg(f.sku), array_agg(f.location), array_agg(f.take), sum(f.take) INTO f_sku, f_location, f_take, f_granted
  FROM stock_offer(h.region, h.store_id, l_sku, l_delta, NULL) f;
  -- An offer never exceeds what is asked of a sku, so equal sums are equal everywhere.
  IF f_granted IS DISTINCT FROM (SELECT sum(u.delta) FROM unnest(l_delta) AS u (delta)) THEN RETURN; END IF;

  PERFORM hold_take(h.id, f_sku, f_location, f_take, array_fill(0, ARRAY[cardinality(f_sku)]));
  UPDATE hold k SET version = k.version + cardinality(o_id), status = 'HELD', region = h.region, store_id = h.store_id, hard_cap_at = p_hard_cap_at,
    expires_at = p_expires_at, wake_at = COALESCE(k.wake_at, p_expires_at), updated_at = now() WHERE k.id = h.id RETURNING k.* INTO h;
  RETURN QUERY
  WITH g AS (
    SELECT u.place, array_agg(u.sku ORDER BY u.sku) AS skus, array_agg(u.delta ORDER BY u.sku) AS granted, array_agg(0) AS backordered,
           jsonb_agg(jsonb_build_object('sku', u.sku, 'quantity', u.delta, 'backordered', 0) ORDER BY u.sku) AS lines
    FROM unnest(l_place, l_sku, l_delta) AS u (place, sku, delta) GROUP BY u.place),
  op AS (
    INSERT INTO hold_operation (operation_id, owner_id, state, skus, asked, granted, backordered, lease_until)
    SELECT o_id[g.place], h.owner_id, 'PROVISIONAL', g.skus, g.granted, g.granted, g.backordered, p_lease_until FROM g),
  published AS (
    INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
    SELECT outbox_shard(h.owner_id::text), gen_random_uuid(), 'inventory.stock.reserved.v1', h.owner_id::text, v.version,
           jsonb_build_object('reservation_id', h.id, 'owner_id', h.owner_id, 'owner_type', h.type, 'status', h.status,
             'operation_id', o_id[g.place], 'region', h.region, 'expires_at', iso_time(h.expires_at), 'version', v.version, 'lines', g.lines), o_headers[g.place]
    FROM g CROSS JOIN LATERAL (SELECT h.version - cardinality(o_id) + g.place AS version) v ORDER BY g.place)
  SELECT 'GRANTED', h.id, h.status, h.expires_at, h.hard_cap_at, g.skus, g.granted, g.granted, g.backordered, NULL::int[] FROM g ORDER BY g.place;
END
$$;

-- Each operation as inventory_reserve would answer it alone and in this order, all or nothing each: one that finds too
-- little leaves the others as they are. p_operations: [{operation_id, skus, deltas, headers}], each with lines.
CREATE OR REPLACE FUNCTION inventory_reserve_all(p_owner uuid, p_region text, p_store text, p_operations jsonb, p_lease_seconds int,
  p_slide_seconds int, p_cap_seconds int)
RETURNS TABLE (outcome text, hold_id uuid, hold_status text, expires_at timestamptz, hard_cap_at timestamptz,
  skus text[], asked int[], granted int[], backordered int[], obtainable int[]) LANGUAGE plpgsql ROWS 10 AS $$
DECLARE h hold; o jsonb; t timestamptz; v_cap timestamptz;
BEGIN
  h := hold_lock(p_owner, NULL);
  h.region := COALESCE(h.region, p_region);
  -- All of their rows in one order first: operations that lock one after another would meet others in the wrong order.
  PERFORM stock_lock(ARRAY[h.id], h.region,
    ARRAY(SELECT DISTINCT s.sku FROM jsonb_array_elements(p_operations) AS e (o), jsonb_array_elements_text(e.o -> 'skus') AS s (sku)));
  t := clock_timestamp();
  IF h.type = 'CART' AND NOT (h.status = 'HELD' AND h.hard_cap_at <= t) THEN
    PERFORM set_config('agora.event_headers', p_operations -> -1 ->> 'headers', true);
    h.store_id := COALESCE(h.store_id, p_store);
    v_cap := CASE WHEN h.status = 'HELD' THEN h.hard_cap_at ELSE t + make_interval(secs => p_cap_seconds) END;
    RETURN QUERY SELECT * FROM hold_grant_at_once(h, p_operations, t + make_interval(secs => p_lease_seconds),
      LEAST(t + make_interval(secs => p_slide_seconds), v_cap), v_cap);
    IF FOUND THEN RETURN; END IF;
  END IF;
  FOR o IN SELECT e.o FROM jsonb_array_elements(p_operations) WITH ORDINALITY AS e (o, place) ORDER BY e.place LOOP
    RETURN QUERY SELECT r.* FROM inventory_reserve((o ->> 'operation_id')::uuid, p_owner, p_region, p_store,
      ARRAY(SELECT jsonb_array_elements_text(o -> 'skus')), ARRAY(SELECT jsonb_array_elements_text(o -> 'deltas')::int), false,
      p_lease_seconds, p_slide_seconds, p_cap_seconds, o -> 'headers') AS r;
  END LOOP;
END
$$;
