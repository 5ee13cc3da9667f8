/** What the lanes prove is what comes out, not how fast: deadlines that a busy machine keeps, too. */
export const PATIENCE: Readonly<Record<string, string>> = {
  REQUEST_TIMEOUT_MS: '25000',
  SUBGRAPH_TIMEOUT_MS: '20000',
  CART_CALL_TIMEOUT_MS: '8000',
  ORDER_CALL_TIMEOUT_MS: '8000',
  INVENTORY_TIMEOUT_MS: '8000',
};
