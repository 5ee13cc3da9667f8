import type { OperationContext } from '@agora/platform/server';

/** What every resolver of pricing gets. Prices are in memory, so there is nothing to load in batches. */
export type PricingContext = OperationContext;
