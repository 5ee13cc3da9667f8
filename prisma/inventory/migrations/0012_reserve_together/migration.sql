-- Several operations of one cart in one transaction: adds that wait for the same cart reserve together.

-- Each operation as inventory_reserve would answer it alone and in this order, all or nothing each: one that finds too
-- little leaves the others as they are. p_operations: [{operation_id, skus, deltas, headers}].
CREATE FUNCTION inventory_reserve_all(p_owner uuid, p_region text, p_store text, p_operations jsonb, p_lease_seconds int,
  p_slide_seconds int, p_cap_seconds int)
RETURNS TABLE (outcome text, hold_id uuid, hold_status text, expires_at timestamptz, hard_cap_at timestamptz,
  skus text[], asked int[], granted int[], backordered int[], obtainable int[]) LANGUAGE plpgsql ROWS 10 AS $$
DECLARE h hold; o jsonb;
BEGIN
  h := hold_lock(p_owner, NULL);
  -- All of their rows in one order first: operations that lock one after another would meet others in the wrong order.
  PERFORM stock_lock(ARRAY[h.id], COALESCE(h.region, p_region),
    ARRAY(SELECT DISTINCT s.sku FROM jsonb_array_elements(p_operations) AS e (o), jsonb_array_elements_text(e.o -> 'skus') AS s (sku)));
  FOR o IN SELECT e.o FROM jsonb_array_elements(p_operations) WITH ORDINALITY AS e (o, place) ORDER BY e.place LOOP
    RETURN QUERY SELECT r.* FROM inventory_reserve((o ->> 'operation_id')::uuid, p_owner, p_region, p_store,
      ARRAY(SELECT jsonb_array_elements_text(o -> 'skus')), ARRAY(SELECT jsonb_array_elements_text(o -> 'deltas')::int), false,
      p_lease_seconds, p_slide_seconds, p_cap_seconds, o -> 'headers') AS r;
  END LOOP;
END
$$;
