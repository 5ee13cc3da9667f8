-- The event of a commit at less work where there is nothing to do: what is held is nearly always what the cart wants, as the add has
-- reserved it. It answers and writes what it did before.

CREATE OR REPLACE FUNCTION inventory_apply_cart_event(p_owner uuid, p_version int, p_operation uuid, p_skus text[], p_quantities int[],
  p_region text, p_headers jsonb) RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE h hold; v_new text[]; v_touched text[]; v_is_even boolean;
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  h := hold_lock(p_owner, p_region);
  UPDATE hold_operation SET state = 'CONFIRMED', lease_until = NULL WHERE operation_id = p_operation AND state <> 'CONFIRMED'
  RETURNING skus INTO v_touched;
  IF NOT FOUND THEN
    PERFORM hold_confirm(p_operation, p_owner);
    SELECT skus INTO v_touched FROM hold_operation WHERE operation_id = p_operation;
  END IF;
  IF p_version > h.floor_version THEN v_new := hold_retarget(h.id, p_version, p_skus, p_quantities); END IF;
  -- A confirmed operation no longer holds what it was granted, whatever the event tells.
  v_touched := p_skus || v_touched;
  -- Of every touched sku is held what is wanted, and there is something: nothing is missing, nothing is too much, and the hold stays.
  IF h.status = 'HELD' THEN
    SELECT bool_and(x.held = x.wanted) AND bool_or(x.held > 0) INTO v_is_even
    FROM (
      SELECT COALESCE((SELECT sum(l.quantity + l.backordered) FROM hold_line l WHERE l.hold_id = h.id AND l.sku = u.sku), 0) AS held,
             COALESCE((SELECT t.quantity FROM hold_target t WHERE t.hold_id = h.id AND t.sku = u.sku), 0)
               + COALESCE((SELECT sum(g.granted) FROM hold_operation o, unnest(o.skus, o.granted) AS g (sku, granted)
                           WHERE o.owner_id = p_owner AND o.state = 'PROVISIONAL' AND g.sku = u.sku), 0) AS wanted
      FROM unnest(v_touched) AS u (sku)) x;
  END IF;
  IF v_is_even IS NOT TRUE THEN
    PERFORM hold_acquire_missing(h.id, v_new);
    PERFORM hold_settle(ARRAY[h.id], 'CART_CHANGED', v_touched);
  END IF;
  RETURN CASE WHEN p_version > h.floor_version THEN 'APPLIED' ELSE 'STALE' END;
END
$$;
