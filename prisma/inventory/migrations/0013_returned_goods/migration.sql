-- Goods that had left with an order come back: a cancelled order that was confirmed, or a return.
ALTER TABLE stock_adjustment DROP CONSTRAINT stock_adjustment_kind_ck;
ALTER TABLE stock_adjustment ADD CONSTRAINT stock_adjustment_kind_ck
  CHECK (kind IN ('SET', 'ADJUST', 'COMMIT', 'BACKORDER_FILL', 'RETURN'));
CREATE INDEX stock_adjustment_order_ix ON stock_adjustment (reference) WHERE kind IN ('COMMIT', 'RETURN');

-- Puts goods of an order back on the shelves they left from: of each sku so many, never more than left and did not come
-- back yet; without skus all of it, and then nothing is owed to the order any more. Answers how many units came back.
CREATE FUNCTION inventory_return_goods(p_order uuid, p_actor text, p_skus text[], p_quantities int[], p_headers jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE a hold; r_sku text[]; r_location text[]; r_goods int[];
BEGIN
  PERFORM set_config('agora.event_headers', p_headers::text, true);
  SELECT * INTO a FROM hold WHERE owner_id = p_order AND type = 'ORDER' FOR UPDATE;
  IF NOT FOUND THEN RETURN 0; END IF;
  -- Topics have no order among each other: what came back had left, though nobody has said so yet.
  IF a.status = 'ALLOCATED' AND p_skus IS NOT NULL THEN
    PERFORM inventory_commit_order(p_order, p_actor, p_headers);
    SELECT * INTO a FROM hold WHERE id = a.id;
  END IF;
  PERFORM stock_lock(ARRAY[a.id], NULL, NULL);

  WITH moved AS (
    SELECT j.sku, j.location, -COALESCE(sum(j.delta) FILTER (WHERE j.kind = 'COMMIT'), 0)::int AS gone,
           COALESCE(sum(j.delta) FILTER (WHERE j.kind = 'RETURN'), 0)::int AS back
    FROM stock_adjustment j WHERE j.reference = p_order::text AND j.kind IN ('COMMIT', 'RETURN') GROUP BY j.sku, j.location),
  -- A backorder that was filled after the goods had left is in the line alone.
  departed AS (
    SELECT l.sku, l.location,
           GREATEST(CASE WHEN a.status = 'COMMITTED' THEN l.quantity ELSE 0 END, COALESCE(m.gone, 0)) - COALESCE(m.back, 0) AS goods
    FROM hold_line l LEFT JOIN moved m ON m.sku = l.sku AND m.location = l.location WHERE l.hold_id = a.id),
  wanted AS (SELECT w.sku, sum(w.quantity)::int AS quantity FROM unnest(p_skus, p_quantities) AS w (sku, quantity) GROUP BY w.sku),
  part AS (
    SELECT o.sku, o.location, CASE WHEN p_skus IS NULL THEN o.goods ELSE LEAST(o.goods, GREATEST(w.quantity
             - COALESCE(sum(o.goods) OVER (PARTITION BY o.sku ORDER BY o.location ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 0)::int) END AS goods
    FROM departed o LEFT JOIN wanted w ON w.sku = o.sku WHERE o.goods > 0 AND (p_skus IS NULL OR w.sku IS NOT NULL))
  SELECT array_agg(p.sku), array_agg(p.location), array_agg(p.goods) INTO r_sku, r_location, r_goods FROM part p WHERE p.goods > 0;

  IF p_skus IS NULL THEN
    UPDATE stock s SET backordered = s.backordered - l.backordered, version = s.version + 1, updated_at = now()
    FROM hold_line l WHERE l.hold_id = a.id AND l.backordered > 0 AND s.sku = l.sku AND s.location = l.location;
    UPDATE hold_line SET backordered = 0 WHERE hold_id = a.id AND backordered > 0;
  END IF;
  IF r_sku IS NULL THEN RETURN 0; END IF;
  WITH r AS (SELECT * FROM unnest(r_sku, r_location, r_goods) AS r (sku, location, goods)),
  s AS (UPDATE stock s SET on_hand = s.on_hand + r.goods, available = s.available + r.goods, version = s.version + 1, updated_at = now()
        FROM r WHERE s.sku = r.sku AND s.location = r.location RETURNING s.sku, s.location, s.on_hand, r.goods)
  INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, reference, actor)
  SELECT gen_random_uuid(), s.sku, s.location, 'RETURN', s.goods, s.on_hand, p_order::text, p_actor FROM s;
  RETURN (SELECT sum(g)::int FROM unnest(r_goods) AS g);
END
$$;
