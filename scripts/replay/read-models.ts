import { cartReadModels } from '@agora/cart/read-models';
import type { ReadModels } from '@agora/platform/inbox';
import { pricingReadModels } from '@agora/pricing/read-models';

/** The read models of each domain. */
export const readModels: Readonly<Record<string, ReadModels>> = {
  cart: cartReadModels,
  pricing: pricingReadModels,
};

/** A read model as the command names it. */
export interface NamedReadModel {
  readonly domain: string;
  readonly name: string;
  readonly handlers: ReadModels[string];
}

/** @throws Error that lists what there is. */
export function findReadModel(domain: string | undefined, name: string | undefined): NamedReadModel {
  const handlers = readModels[domain ?? '']?.[name ?? ''];
  if (domain !== undefined && name !== undefined && handlers !== undefined) return { domain, name, handlers };
  const all = Object.entries(readModels).flatMap(([of, models]) =>
    Object.keys(models).map((model) => `  npm run replay -- ${of} ${model}`),
  );
  throw new Error(`Name a read model:\n${all.join('\n')}`);
}
