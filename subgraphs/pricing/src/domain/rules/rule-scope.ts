/**
 * Where in the order of decisions a rule works: on the unit price for whom it is for (PRICE), on the unit price that
 * everybody sees (CATALOG), on a line of a cart (LINE), or on the whole order (ORDER).
 */
export const RULE_SCOPES = ['PRICE', 'CATALOG', 'LINE', 'ORDER'] as const;
export type RuleScope = (typeof RULE_SCOPES)[number];
