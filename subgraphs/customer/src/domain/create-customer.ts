import type { Customer } from './customer';
import { brokenNameRule } from './customer-rules';
import { normaliseEmail } from './email';
import { refused } from './refusal';
import type { Refusal } from './refusal';

/** What a new customer is made of. */
export interface CustomerDraft {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** A new customer at version 1, or the first rule the draft breaks. */
export function draftCustomer(
  draft: CustomerDraft,
  birth: { readonly id: string; readonly now: Date },
): Customer | Refusal {
  const email = normaliseEmail(draft.email);
  if (email === undefined) return refused('INVALID_VALUE', 'is not an e-mail address', 'email');
  const { firstName, lastName } = draft;
  const broken = brokenNameRule(draft);
  if (broken !== undefined) return broken;
  return {
    id: birth.id,
    email,
    firstName,
    lastName,
    addresses: [],
    segments: [],
    version: 1,
    createdAt: birth.now,
    updatedAt: birth.now,
  };
}
