import { idFrom } from '@agora/platform/ids';

/** Whom development tokens are made out to: the first seeded customer, and staff, who are in no table. */
export const demonstrationPeople = [
  { role: 'customer', subject: idFrom('customer:1') },
  { role: 'support', subject: 'support-1' },
  { role: 'admin', subject: 'admin-1' },
] as const;
