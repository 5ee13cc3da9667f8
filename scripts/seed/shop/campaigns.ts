import { idFrom } from '@agora/platform/ids';
import { DAY_MS } from '@agora/platform/time';

/** Columns of a rule that differ from a rule for everybody, always, without limits. */
export interface SeedRule {
  readonly id: string;
  readonly promotionId: string | null;
  readonly name: string;
  readonly scope: 'PRICE' | 'CATALOG' | 'LINE' | 'ORDER';
  readonly priority: number;
  readonly stackGroup: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly category: string | null;
  readonly condition: string | null;
  /** One of the two; negative takes off. */
  readonly basisPoints: number | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly maximumPerOrderMinor: bigint | null;
}

export interface SeedCoupon {
  readonly id: string;
  readonly code: string;
  readonly usageLimit: number | null;
  readonly usageLimitPerCustomer: number | null;
}

export interface SeedPromotion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly status: 'DRAFT' | 'SCHEDULED' | 'ACTIVE' | 'PAUSED' | 'ENDED';
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly budget: { readonly amountMinor: bigint; readonly currency: string } | null;
  readonly usageLimitPerCustomer: number | null;
  readonly rules: readonly SeedRule[];
  /** With one of them only codes open it. */
  readonly coupons: readonly SeedCoupon[];
}

/** A rule of its own: VIPs get 5 % off whatever has the standard tax. */
export function seedOwnRules(): SeedRule[] {
  return [
    ruleOf(null, {
      name: 'VIP prices',
      scope: 'PRICE',
      priority: 100,
      segment: 'vip',
      category: 'standard',
      basisPoints: -500,
    }),
  ];
}

/** Promotions of every kind and status. None of those that give without a code touches bells, which the first query shows. */
export function seedPromotions(now: Date): SeedPromotion[] {
  const day = (days: number): Date => new Date(now.getTime() + days * DAY_MS);
  return [...openToAll(day), ...byCode(day), ...notNow(day)];
}

type Day = (days: number) => Date;

function openToAll(day: Day): SeedPromotion[] {
  return [
    promotionOf('canvas-weeks', {
      title: 'Canvas weeks',
      description: '15 % off everything made of canvas.',
      startsAt: day(-7),
      endsAt: day(21),
      rules: [
        {
          name: '15 % off canvas',
          scope: 'CATALOG',
          category: 'standard',
          condition: 'line.sku.startsWith("CANVAS-")',
          basisPoints: -1_500,
        },
      ],
    }),
    promotionOf('three-for-the-bath', {
      title: 'Three for the bath',
      description: '10 % off three or more of a waffle textile.',
      startsAt: day(-30),
      rules: [
        {
          name: '10 % off three',
          scope: 'LINE',
          condition: 'line.quantity >= 3 && line.sku.startsWith("WAFFLE-")',
          basisPoints: -1_000,
        },
      ],
    }),
    promotionOf('big-orders', {
      title: 'Big orders',
      description: '25 dollars off orders from 500 dollars on.',
      startsAt: day(-60),
      rules: [
        {
          name: '25 dollars off',
          scope: 'ORDER',
          region: 'US',
          condition: 'cart.subtotal >= 50000',
          amountMinor: -2_500n,
          currency: 'USD',
        },
      ],
    }),
  ];
}

function byCode(day: Day): SeedPromotion[] {
  return [
    promotionOf('welcome', {
      title: 'Welcome',
      description: '10 % off a first order, 50 dollars at most, once per customer.',
      startsAt: day(-90),
      usageLimitPerCustomer: 1,
      rules: [
        {
          name: 'Welcome',
          scope: 'ORDER',
          stackGroup: 'codes',
          basisPoints: -1_000,
          maximumPerOrderMinor: 5_000n,
          currency: 'USD',
        },
      ],
      coupons: [couponOf('WELCOME10', { usageLimitPerCustomer: 1 })],
    }),
    promotionOf('a-gift', {
      title: 'A gift from us',
      description: '5 dollars off, as long as the budget lasts.',
      startsAt: day(-14),
      endsAt: day(60),
      budget: { amountMinor: 500_000n, currency: 'USD' },
      rules: [{ name: 'A gift', scope: 'ORDER', stackGroup: 'codes', amountMinor: -500n, currency: 'USD' }],
      coupons: [couponOf('FREEGIFT5', { usageLimit: 1_000 })],
    }),
  ];
}

function notNow(day: Day): SeedPromotion[] {
  return [
    promotionOf('brass-weeks', {
      title: 'Brass weeks',
      description: '20 % off everything made of brass.',
      status: 'SCHEDULED',
      startsAt: day(10),
      endsAt: day(40),
      rules: [
        {
          name: '20 % off brass',
          scope: 'CATALOG',
          category: 'standard',
          condition: 'line.sku.startsWith("BRASS-")',
          basisPoints: -2_000,
        },
      ],
    }),
    promotionOf('last-season', {
      title: 'Last season',
      description: 'What was left of the season.',
      status: 'ENDED',
      startsAt: day(-120),
      endsAt: day(-60),
      rules: [
        {
          name: '30 % off linen',
          scope: 'CATALOG',
          condition: 'line.sku.startsWith("LINEN-")',
          basisPoints: -3_000,
        },
      ],
    }),
    promotionOf('for-friends', {
      title: 'For friends',
      description: 'Not decided yet.',
      status: 'DRAFT',
      rules: [
        {
          name: '5 % off knitwear',
          scope: 'LINE',
          condition: 'line.sku.startsWith("MERINO-")',
          basisPoints: -500,
        },
      ],
    }),
  ];
}

type RuleFields = Pick<SeedRule, 'name' | 'scope'> & Partial<Omit<SeedRule, 'id' | 'promotionId'>>;
type PromotionFields = Pick<SeedPromotion, 'title' | 'description'> &
  Partial<Omit<SeedPromotion, 'id' | 'rules'>> & { readonly rules: readonly RuleFields[] };

function promotionOf(name: string, { rules, ...fields }: PromotionFields): SeedPromotion {
  const id = idFrom(`promotion:${name}`);
  return {
    id,
    status: 'ACTIVE',
    startsAt: null,
    endsAt: null,
    budget: null,
    usageLimitPerCustomer: null,
    coupons: [],
    ...fields,
    rules: rules.map((rule) => ruleOf(id, rule)),
  };
}

function ruleOf(promotionId: string | null, fields: RuleFields): SeedRule {
  return {
    id: idFrom(`price-rule:${fields.name}`),
    promotionId,
    priority: 10,
    stackGroup: null,
    region: null,
    segment: null,
    category: null,
    condition: null,
    basisPoints: null,
    amountMinor: null,
    currency: null,
    maximumPerOrderMinor: null,
    ...fields,
  };
}

function couponOf(code: string, limits: Partial<Omit<SeedCoupon, 'id' | 'code'>>): SeedCoupon {
  return { id: idFrom(`coupon:${code}`), code, usageLimit: null, usageLimitPerCustomer: null, ...limits };
}
