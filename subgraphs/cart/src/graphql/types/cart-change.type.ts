import { Field, Int, ObjectType } from 'type-graphql';
import type { CartChangeCause } from '../../domain/cart';
import { Cart, CartChangeEntry } from './cart.type';
import { CartChangeCauseEnum } from './enums';

@ObjectType('CartChange', {
  description:
    'First a snapshot (or what `afterVersion` missed), then every commit. Messages may be merged under load, but `changes` names every committed version since the last message to this subscriber, oldest first, without a gap; `cart` is the newest state.',
})
export class CartChange {
  @Field(() => Int, { description: 'The version of `cart`.' })
  version!: number;

  @Field(() => CartChangeCauseEnum, { description: 'Why the newest of these versions was committed.' })
  cause!: CartChangeCause;

  @Field(() => Boolean, {
    description: 'True when this message stands for the whole state and not for changes since the last one.',
  })
  snapshot!: boolean;

  @Field(() => [CartChangeEntry], {
    description: 'Every commit since the last message; empty with a snapshot.',
  })
  changes!: readonly CartChangeEntry[];

  @Field(() => Cart, {
    nullable: true,
    description: 'The newest state; null, with an error, when it cannot be read now.',
  })
  cart!: Cart | null;
}
