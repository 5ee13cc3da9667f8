import { Field, ID, InputType, Int } from 'type-graphql';
import { EXPECTED, KEY } from './cart-write.input';

@InputType('CartSaveInput', { description: 'A cart to put aside.' })
export class CartSaveInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => String, { nullable: true, description: 'What its owner calls it, 1 to 100 characters.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartRestoreInput', { description: 'A cart to take up again.' })
export class CartRestoreInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartBackupCreateInput', { description: 'A cart whose lines are to be kept.' })
export class CartBackupCreateInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartBackupRestoreInput', { description: 'A backup to go back to.' })
export class CartBackupRestoreInput {
  @Field(() => ID, { description: 'The backup.' })
  backupId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
