/** The domains: one folder each under `prisma/` and `subgraphs/`, one database and one role each. */
export const domains = ['catalog', 'pricing', 'inventory', 'cart', 'customer', 'order'];
