import { z } from 'zod';

/** An id made by one of the subgraphs. */
export const id = (description: string) => z.guid().describe(description);

/** Grows by one with every commit of the aggregate. */
export const version = (aggregate: string) =>
  z
    .int()
    .min(0)
    .describe(`Version of the ${aggregate} after the change; an older event never overwrites a newer one`);

/** Digits of an amount in the smallest unit of its currency: no number of JSON holds every bigint. */
export const amountMinor = (description: string) =>
  z
    .string()
    .regex(/^-?\d{1,18}$/)
    .describe(`${description}, digits of the smallest unit of the currency`);

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217 code');

export const sku = z.string().min(1).describe('Stock keeping unit, as in the catalog');

export const region = z.string().min(1).describe('Tenant region');
