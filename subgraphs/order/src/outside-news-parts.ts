import type { Database } from '@agora/platform/database';
import { consumerPart, purgeInbox } from '@agora/platform/inbox';
import { createPurgeJob, jobsPart } from '@agora/platform/jobs';
import type { Part } from '@agora/platform/lifecycle';
import type { Ports } from '@agora/platform/ports';
import { DAY_MS } from '@agora/platform/time';
import type { FulfillShipped } from './application/orders/fulfill-shipped';
import type { PaymentNews } from './application/payment-news';
import { receivePaymentWebhook } from './application/receive-payment-webhook';
import type { ReceivePaymentWebhook } from './application/receive-payment-webhook';
import { ORDER_GROUP, orderEventHandlers } from './events/subscriptions';
import { createHeardEvents } from './persistence/heard-events';

export interface OutsideNewsDeps {
  readonly ports: Pick<Ports, 'events' | 'codec' | 'logger' | 'clock'>;
  /** For requests. */
  readonly database: Database;
  /** For consumer and jobs. */
  readonly background: Database;
  /** What the payment party signs its webhooks with. */
  readonly secret: string;
  /** What is done about news. */
  readonly news: PaymentNews;
  readonly fulfill: FulfillShipped;
}

/** The ways news of parties outside come in, and what forgets which came long ago. */
export interface OutsideNewsParts {
  readonly receiveWebhook: ReceivePaymentWebhook;
  readonly parts: readonly Part[];
}

// Longer than topics keep their messages.
const INBOX_KEPT_MS = 14 * DAY_MS;

/** Events and webhooks of payments share the inbox: what came one way is not acted upon again when it comes the other. */
export function outsideNewsParts(deps: OutsideNewsDeps): OutsideNewsParts {
  const { database, background, secret, news, fulfill } = deps;
  const { events: transport, codec, logger, clock } = deps.ports;
  const heard = createHeardEvents(database, ORDER_GROUP);
  const consumer = consumerPart({
    transport,
    codec,
    groupId: ORDER_GROUP,
    database: background,
    handlers: orderEventHandlers({ news, fulfill }),
    logger,
  });
  const inboxPurge = createPurgeJob({
    name: 'order-inbox-purge',
    database: background,
    logger,
    purge: (limit) => purgeInbox(background, INBOX_KEPT_MS, limit),
  });
  return {
    receiveWebhook: receivePaymentWebhook({ secret, heard, news, clock, logger }),
    parts: [consumer, jobsPart([inboxPurge])],
  };
}
