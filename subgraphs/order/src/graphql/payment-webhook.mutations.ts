import { basicUserError } from '@agora/platform/schema';
import type { BasicUserError } from '@agora/platform/schema';
import { Arg, Directive, Mutation, Resolver } from 'type-graphql';
import type { ReceivePaymentWebhook, WebhookOutcome } from '../application/receive-payment-webhook';
import { PaymentWebhookReceiveInput } from './inputs/payment-webhook.input';
import { PaymentWebhookReceivePayload } from './types/payment-webhook-payload.type';

/** Webhooks of the payment party, for the gateway's route. */
@Resolver()
export class PaymentWebhookMutations {
  constructor(private readonly receive: ReceivePaymentWebhook) {}

  @Directive('@inaccessible')
  @Mutation(() => PaymentWebhookReceivePayload, {
    description: 'Takes a webhook of the payment party in; may be repeated. For services.',
  })
  async paymentWebhookReceive(
    @Arg('input', () => PaymentWebhookReceiveInput, { description: 'The webhook.' })
    input: PaymentWebhookReceiveInput,
  ): Promise<PaymentWebhookReceivePayload> {
    const outcome = await this.receive({ signature: input.signature, body: input.body });
    return outcome.kind === 'accepted'
      ? { accepted: true, userErrors: [] }
      : { accepted: false, userErrors: [refusal(outcome)] };
  }
}

function refusal({ reason }: Extract<WebhookOutcome, { kind: 'refused' }>): BasicUserError {
  switch (reason) {
    case 'forged':
      return basicUserError('WEBHOOK_FORGED', 'The signature is not that of this body', [
        'input',
        'signature',
      ]);
    case 'expired':
      return basicUserError('WEBHOOK_EXPIRED', 'The signature is older than five minutes', [
        'input',
        'signature',
      ]);
    case 'malformed':
      return basicUserError('WEBHOOK_MALFORMED', 'The body is not a webhook of the payment party', [
        'input',
        'body',
      ]);
  }
}
