import { Directive, Field, InputType } from 'type-graphql';

@Directive('@inaccessible')
@InputType('PaymentWebhookReceiveInput', { description: 'A webhook of the payment party, as it came in.' })
export class PaymentWebhookReceiveInput {
  @Field(() => String, { description: 'The header x-agora-signature; empty when there was none.' })
  signature!: string;

  @Field(() => String, { description: 'The body, byte for byte: what is signed.' })
  body!: string;
}
