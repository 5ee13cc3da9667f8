import { Arg, Ctx, Directive, Resolver, Root, Subscription } from 'type-graphql';
import { badInput } from '@agora/platform/errors';
import type { Clock } from '@agora/platform/time';
import type { InventoryContext } from '../context';
import type { AvailabilityNews } from '../live/watch-availability';
import { presentSeen } from './present';
import { checkSku, readCode } from './read-request';
import { AvailabilityChange } from './types/availability-change.type';

const MAX_SKUS = 50;

/** Live availability on this subgraph's own socket. The same for everybody, so anybody may watch. */
@Resolver()
export class InventorySubscriptions {
  constructor(private readonly clock: Clock) {}

  @Directive('@liveShare(scope: "PUBLIC", key: "sku")')
  @Subscription(() => AvailabilityChange, {
    nullable: true,
    description:
      'What each sku looks like now, then every change of it that a shopper can see: status, count, backorders.',
    subscribe: ({ args, context }) => {
      const asked = args as { readonly skus: readonly string[]; readonly region?: string | null };
      const region = readCode('region', asked.region);
      return (context as InventoryContext).watchAvailability(readSkus(asked.skus), region);
    },
  })
  availabilityChanged(
    @Root() { sku, availability }: AvailabilityNews,
    @Arg('skus', () => [String], { description: 'Stock keeping units, 1 to 50.' }) _skus: string[],
    @Arg('region', () => String, {
      nullable: true,
      description: "Default: the request's region, else the shop's.",
    })
    _region: string | null,
    @Ctx() { loaders }: InventoryContext,
  ): AvailabilityChange {
    // The context lives as long as the subscription; what an earlier message loaded is old.
    loaders.forget();
    const { version } = availability;
    return { sku, version, availability: presentSeen(availability, this.clock.now()), variant: { sku } };
  }
}

function readSkus(skus: readonly string[]): readonly string[] {
  if (skus.length < 1 || skus.length > MAX_SKUS) throw badInput('skus', `must be 1 to ${String(MAX_SKUS)}`);
  skus.forEach((sku, index) => {
    checkSku(`skus.${String(index)}`, sku);
  });
  return [...new Set(skus)];
}
