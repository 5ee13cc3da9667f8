import { Field, ID, InputType } from 'type-graphql';
import type { MergeStrategy } from '../../domain/merge';
import { CartMergeStrategyEnum } from '../types/cart-merge.type';
import { KEY } from './cart-write.input';

@InputType('CartMergeInput', { description: 'A guest cart to take over.' })
export class CartMergeInput {
  @Field(() => String, { description: 'The guest token: the proof that it is the own cart.' })
  sourceSessionToken!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The guest cart; default: the open one of the request's store and channel.",
  })
  sourceCartId?: string | null;

  @Field(() => CartMergeStrategyEnum, {
    nullable: true,
    defaultValue: 'SUM',
    description: 'What becomes of the lines of both carts.',
  })
  strategy?: MergeStrategy | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
