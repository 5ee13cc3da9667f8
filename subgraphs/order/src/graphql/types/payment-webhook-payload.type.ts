import { UserError } from '@agora/platform/schema';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@inaccessible')
@ObjectType('PaymentWebhookReceivePayload', { description: 'Answer to a webhook of the payment party.' })
export class PaymentWebhookReceivePayload {
  @Field(() => Boolean, { description: 'Whether the sender may forget it.' })
  accepted!: boolean;

  @Field(() => [UserError], { description: 'Why it was refused for good; empty when it was accepted.' })
  userErrors!: readonly UserError[];
}
