/** A postal address as an order keeps it. */
export interface PostalAddress {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly province: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly countryCode: string;
  readonly phone: string | null;
}

/** An address as a person typed it. */
export type AddressDraft = {
  readonly [K in keyof PostalAddress]?: string | null | undefined;
};

export interface AddressProblem {
  readonly field: keyof PostalAddress;
  readonly message: string;
}

export type AddressReading =
  | { readonly kind: 'address'; readonly address: PostalAddress }
  | { readonly kind: 'problems'; readonly problems: readonly AddressProblem[] };

const LONGEST: Readonly<Record<keyof PostalAddress, number>> = {
  firstName: 100,
  lastName: 100,
  company: 200,
  line1: 200,
  line2: 200,
  city: 100,
  province: 100,
  postalCode: 20,
  countryCode: 2,
  phone: 40,
};
const REQUIRED: ReadonlySet<keyof PostalAddress> = new Set(['line1', 'city', 'countryCode'] as const);
const FIELDS = Object.keys(LONGEST) as (keyof PostalAddress)[];

/** Trims every field, turns blank ones into null, and reports every field that cannot be accepted. */
export function readAddress(draft: AddressDraft): AddressReading {
  const trimmed = Object.fromEntries(FIELDS.map((field) => [field, draft[field]?.trim() || null])) as Record<
    keyof PostalAddress,
    string | null
  >;
  const problems = FIELDS.flatMap((field) => {
    const message = problemOf(field, trimmed[field]);
    return message === undefined ? [] : [{ field, message }];
  });
  if (problems.length > 0) return { kind: 'problems', problems };
  const { line1, city, countryCode } = trimmed;
  const address = {
    ...trimmed,
    line1: line1 ?? '',
    city: city ?? '',
    countryCode: (countryCode ?? '').toUpperCase(),
  };
  return { kind: 'address', address };
}

function problemOf(field: keyof PostalAddress, value: string | null): string | undefined {
  if (value === null) return REQUIRED.has(field) ? 'is required' : undefined;
  if (value.includes('\0')) return 'must not have a NUL character';
  if (field === 'countryCode')
    return /^[a-z]{2}$/i.test(value) ? undefined : 'must be an ISO 3166-1 alpha-2 code';
  return value.length > LONGEST[field] ? `has at most ${String(LONGEST[field])} characters` : undefined;
}

/** Enough to send mail to, not more: the provider decides the rest. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@\0]+@[^\s@\0]+\.[^\s@\0]+$/.test(text);
}
