import { issueOrderAccessToken } from '@agora/platform/auth';
import { parseDecimal } from '@agora/platform/money';
import type { Clock } from '@agora/platform/time';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Checkout } from '../application/checkout';
import { canRead } from '../application/visibility';
import type { OrderContext } from '../context';
import { boundedKey, keyOf } from './idempotency-key';
import {
  CheckoutCompleteInput,
  CheckoutSessionCancelInput,
  CheckoutSessionCreateInput,
  CheckoutSessionUpdateInput,
} from './inputs/checkout.input';
import { presentOrder, presentSession } from './present';
import { presentRefusal } from './present-refusal';
import { CheckoutCompletePayload, CheckoutSessionPayload } from './types/payloads.type';

/** Checking a cart out. */
@Resolver()
export class CheckoutMutations {
  constructor(
    private readonly checkout: Pick<
      Checkout,
      'createSession' | 'updateSession' | 'cancelSession' | 'complete'
    >,
    private readonly clock: Clock,
    private readonly accessSecret: string,
  ) {}

  @Mutation(() => CheckoutSessionPayload, {
    description:
      'Prices the present version of a cart and opens a session for it. Takes neither cart nor stock.',
  })
  async checkoutSessionCreate(
    @Arg('input', () => CheckoutSessionCreateInput, { description: 'The cart and where it goes.' })
    input: CheckoutSessionCreateInput,
    @Ctx() context: OrderContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CheckoutSessionPayload> {
    const request = {
      cartId: input.cartId,
      email: input.email ?? null,
      shippingAddress: input.shippingAddress,
      billingAddress: input.billingAddress ?? null,
      expectedVersion: input.expectedVersion ?? null,
      idempotencyKey: keyOf(context, info, input.idempotencyKey),
    };
    const result = await this.checkout.createSession(request, context);
    if (result.kind === 'refused') return { session: null, userErrors: result.refusals.map(presentRefusal) };
    return { session: presentSession(result.session, this.clock.now()), userErrors: [] };
  }

  @Mutation(() => CheckoutSessionPayload, {
    description: 'Changes where an OPEN session goes and how it is sent, and prices it anew.',
  })
  async checkoutSessionUpdate(
    @Arg('input', () => CheckoutSessionUpdateInput, { description: 'The session and what changes.' })
    input: CheckoutSessionUpdateInput,
    @Ctx() context: OrderContext,
  ): Promise<CheckoutSessionPayload> {
    const { checkoutSessionId, email = null, shippingAddress = null, billingAddress = null } = input;
    const { shippingOptionId = null, idempotencyKey } = input;
    if (idempotencyKey != null) boundedKey('input.idempotencyKey', idempotencyKey);
    const changes = { email, shippingAddress, billingAddress, shippingOptionId };
    const result = await this.checkout.updateSession({ checkoutSessionId, ...changes }, context);
    const userErrors = result.kind === 'refused' ? [presentRefusal(result.refusal)] : [];
    return { session: presentSession(result.session, this.clock.now()), userErrors };
  }

  @Mutation(() => CheckoutSessionPayload, { description: 'Closes an OPEN session. The cart is not touched.' })
  async checkoutSessionCancel(
    @Arg('input', () => CheckoutSessionCancelInput, { description: 'The session.' })
    input: CheckoutSessionCancelInput,
    @Ctx() context: OrderContext,
  ): Promise<CheckoutSessionPayload> {
    const result = await this.checkout.cancelSession(input.checkoutSessionId, context);
    const userErrors = result.kind === 'refused' ? [presentRefusal(result.refusal)] : [];
    return { session: presentSession(result.session, this.clock.now()), userErrors };
  }

  @Mutation(() => CheckoutCompletePayload, {
    description:
      'Makes an order of a session: locks the cart, takes the stock, asks for the payment and waits about two seconds for it. ' +
      'Safe to repeat with the same key.',
  })
  async checkoutComplete(
    @Arg('input', () => CheckoutCompleteInput, { description: 'The session and the payment.' })
    input: CheckoutCompleteInput,
    @Ctx() context: OrderContext,
  ): Promise<CheckoutCompletePayload> {
    const { checkoutSessionId, acceptedTotal } = input;
    const request = {
      checkoutSessionId,
      paymentToken: boundedKey('input.paymentToken', input.paymentToken),
      acceptedTotal:
        acceptedTotal == null ? null : parseDecimal(acceptedTotal.amount, acceptedTotal.currencyCode),
      idempotencyKey: boundedKey('input.idempotencyKey', input.idempotencyKey),
    };
    const { orderId, replayed, refusals } = await this.checkout.complete(request, context);
    const { loaders } = context;
    loaders.forget();
    const [order, session] = await Promise.all([
      orderId === null ? null : loaders.orderById.load(orderId),
      loaders.sessionById.load(checkoutSessionId),
    ]);
    return {
      order: order === null ? null : presentOrder(order),
      session:
        session !== null && canRead(context.viewer, session)
          ? presentSession(session, this.clock.now())
          : null,
      accessToken: orderId === null ? null : issueOrderAccessToken(this.accessSecret, orderId),
      replayed,
      userErrors: refusals.map(presentRefusal),
    };
  }
}
