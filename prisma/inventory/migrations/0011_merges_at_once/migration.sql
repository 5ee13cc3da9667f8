-- Merges of one chain at the same moment. While a merge waits for a hold, another one may merge that cart onwards: the
-- chain it began to lock is not the chain it has to walk, and what it would lock then is out of order.

-- Where the goods of a cart that is merged into p_target may pass: both carts and all that follow, by id.
CREATE FUNCTION hold_chain(p_source uuid, p_target uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE chain AS (
    SELECT p_target AS owner_id UNION SELECT h.merged_into FROM chain c JOIN hold h ON h.owner_id = c.owner_id WHERE h.merged_into IS NOT NULL)
  SELECT array_agg(x.owner_id ORDER BY x.owner_id) FROM (SELECT owner_id FROM chain UNION SELECT p_source) x
$$;

-- Locks the holds of a merge, by id. A chain that grew meanwhile is let go of and locked again from its beginning:
-- rolling back to a savepoint gives row locks back. Once all of it is locked it cannot grow.
CREATE FUNCTION hold_lock_chain(p_source uuid, p_target uuid, p_region text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_owner uuid; v_locked uuid[]; v_chain uuid[] := hold_chain(p_source, p_target);
BEGIN
  LOOP
    v_locked := v_chain;
    BEGIN
      FOREACH v_owner IN ARRAY v_locked LOOP PERFORM hold_lock(v_owner, p_region); END LOOP;
      v_chain := hold_chain(p_source, p_target);
      EXIT WHEN v_chain <@ v_locked;
      RAISE EXCEPTION 'the chain grew' USING ERRCODE = 'AG003';
    EXCEPTION WHEN SQLSTATE 'AG003' THEN NULL;
    END;
  END LOOP;
END
$$;

-- Moves what one cart holds to the cart it was merged into, without letting go of it: nobody else can take the last
-- unit in between. What the target does not want is given back, what it lacks is acquired if there is any. Nobody loses
-- time by a merge: the hold lasts as long as the longer of the two would have. A source that has ended has nothing to
-- move; one that reserves after its merge keeps that until its operation is dropped.
-- A target that was itself merged onwards before this merge was heard of passes everything on to where it went.
CREATE OR REPLACE FUNCTION inventory_merge_carts(p_source uuid, p_source_version int, p_target uuid, p_target_version int, p_operation uuid,
  p_skus text[], p_quantities int[], p_region text, p_headers jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s hold; g hold; v_passed uuid[] := '{}'; v_moves boolean; v_wanted text[]; m_sku text[]; m_location text[]; m_goods int[]; m_backorder int[];
BEGIN
  IF p_source = p_target THEN RETURN; END IF;
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  PERFORM hold_lock_chain(p_source, p_target, p_region);
  s := hold_lock(p_source, p_region);
  g := hold_lock(p_target, p_region);
  PERFORM hold_confirm(p_operation, p_target);
  v_moves := p_target_version > g.floor_version;
  IF v_moves THEN v_wanted := hold_retarget(g.id, p_target_version, p_skus, p_quantities); END IF;
  -- Else an order has taken what the target wanted, or the target is closed: merged onwards, for instance.
  WHILE g.merged_into IS NOT NULL AND g.owner_id <> ALL (v_passed) LOOP
    v_passed := v_passed || g.owner_id;
    v_moves := true;
    v_wanted := p_skus;
    g := hold_lock(g.merged_into, p_region);
  END LOOP;

  IF v_moves AND s.status = 'HELD' AND s.expires_at > clock_timestamp() THEN
    SELECT array_agg(x.sku), array_agg(x.location), array_agg(x.quantity), array_agg(x.backordered) INTO m_sku, m_location, m_goods, m_backorder
    FROM hold_line x WHERE x.hold_id = s.id AND x.sku = ANY (p_skus) AND x.quantity + x.backordered > 0;
  END IF;
  IF m_sku IS NOT NULL THEN
    UPDATE hold_line SET quantity = 0, backordered = 0 WHERE hold_id = s.id AND sku = ANY (m_sku);
    INSERT INTO hold_line AS l (hold_id, sku, location, quantity, backordered)
    SELECT g.id, m.* FROM unnest(m_sku, m_location, m_goods, m_backorder) AS m
    ON CONFLICT (hold_id, sku, location) DO UPDATE SET quantity = l.quantity + EXCLUDED.quantity, backordered = l.backordered + EXCLUDED.backordered;
    -- GREATEST and LEAST pass over NULL. A wake that an earlier hold left behind may be later than the new end.
    UPDATE hold SET status = 'HELD', version = version + 1, updated_at = now(), region = COALESCE(region, s.region), store_id = COALESCE(store_id, s.store_id),
      hard_cap_at = GREATEST(CASE WHEN g.status = 'HELD' THEN g.hard_cap_at END, s.hard_cap_at),
      expires_at = GREATEST(CASE WHEN g.status = 'HELD' THEN g.expires_at END, s.expires_at),
      wake_at = LEAST(wake_at, GREATEST(CASE WHEN g.status = 'HELD' THEN g.expires_at END, s.expires_at))
    WHERE id = g.id RETURNING * INTO g;
    PERFORM hold_publish_reserved(g, NULL, m_sku, m_goods, m_backorder);
  END IF;
  UPDATE hold SET floor_version = GREATEST(floor_version, p_source_version), merged_into = p_target WHERE id = s.id;
  UPDATE hold_target SET quantity = 0, cart_version = p_source_version WHERE hold_id = s.id AND cart_version <= p_source_version;
  PERFORM stock_lock(ARRAY[s.id, g.id], COALESCE(g.region, p_region), v_wanted);
  PERFORM hold_acquire_missing(g.id, v_wanted);
  PERFORM hold_settle(ARRAY[s.id, g.id], 'CART_MERGED');
END
$$;
