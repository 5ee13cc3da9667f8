import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, UserError } from '@agora/platform/schema';

@ObjectType('CartBackup', { description: 'The lines of a cart as they were at one version.' })
export class CartBackup {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { description: 'The version of the cart it was made at.' })
  version!: number;

  @Field(() => Int, { description: 'How many lines it has.' })
  lineCount!: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;
}

@ObjectType('CartBackupPayload', { description: 'The answer to making a backup.' })
export class CartBackupPayload {
  @Field(() => CartBackup, { nullable: true, description: 'The backup; null when refused.' })
  backup!: CartBackup | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was made.' })
  userErrors!: readonly UserError[];
}
