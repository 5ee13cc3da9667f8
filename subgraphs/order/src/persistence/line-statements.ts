/** $1 `[{ id, units }]`: what of each line is promised but not on hand. */
export const NOTE_BACKORDERS = `UPDATE order_line l SET backordered_quantity = n.units
  FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, units int) WHERE l.id = n.id`;

/** $1 `[{ id, units, refund }]`: what of each line came back, and what is given back for it. */
export const ADD_RETURNED = `UPDATE order_line l
  SET returned_quantity = l.returned_quantity + n.units, refunded_minor = l.refunded_minor + n.refund
  FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, units int, refund bigint) WHERE l.id = n.id`;
