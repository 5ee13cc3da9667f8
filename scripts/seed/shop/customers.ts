import { idFrom } from '@agora/platform/ids';
import { DAY_MS } from '@agora/platform/time';
import type { Random } from './random';
import type { RegionCode } from './regions';

export interface SeedAddress {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: null;
  readonly line1: string;
  readonly line2: null;
  readonly city: string;
  readonly province: string | null;
  readonly postalCode: string;
  readonly countryCode: string;
  readonly phone: null;
}

export interface SeedCustomer {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly region: RegionCode;
  readonly segment: 'general' | 'new' | 'vip';
  /** The first is the default for shipping and billing. */
  readonly addresses: readonly SeedAddress[];
  readonly createdAt: Date;
}

/** How many there are. */
export const CUSTOMER_COUNT = 1_000;

const FIRST_NAMES = [
  'Ada',
  'Bela',
  'Ciro',
  'Dara',
  'Eli',
  'Fern',
  'Gale',
  'Hana',
  'Ivo',
  'Juno',
  'Kai',
  'Lena',
  'Milo',
  'Nia',
  'Odin',
  'Pia',
  'Quinn',
  'Remy',
  'Sami',
  'Tove',
  'Uma',
  'Vito',
  'Wren',
  'Xenia',
  'Yuri',
  'Zola',
  'Arlo',
  'Bryn',
  'Cleo',
  'Dov',
  'Esme',
  'Finn',
] as const;
const LAST_NAMES = [
  'Marlow',
  'Quill',
  'Fenwick',
  'Sorrel',
  'Tamsin',
  'Alder',
  'Birch',
  'Corvin',
  'Delmar',
  'Ember',
  'Farrow',
  'Glade',
  'Harrow',
  'Isley',
  'Jarrow',
  'Kestrel',
  'Larkin',
  'Morrow',
  'Nettle',
  'Orchard',
  'Penrose',
  'Rowan',
  'Sable',
  'Thistle',
  'Umber',
  'Vesper',
  'Winslow',
  'Yarrow',
] as const;
const STREETS = [
  'Mill Lane',
  'Harbour Street',
  'Station Road',
  'Garden Row',
  'Hill Street',
  'Market Place',
  'River Walk',
  'Orchard Close',
] as const;

interface Place {
  readonly city: string;
  readonly province: string | null;
  readonly countryCode: string;
  readonly postalPrefix: string;
}

const PLACES: Readonly<Record<RegionCode, readonly Place[]>> = {
  US: [
    { city: 'Portland', province: 'OR', countryCode: 'US', postalPrefix: '972' },
    { city: 'Albany', province: 'NY', countryCode: 'US', postalPrefix: '122' },
    { city: 'Madison', province: 'WI', countryCode: 'US', postalPrefix: '537' },
    { city: 'Austin', province: 'TX', countryCode: 'US', postalPrefix: '787' },
  ],
  EU: [
    { city: 'Lyon', province: null, countryCode: 'FR', postalPrefix: '690' },
    { city: 'Leipzig', province: null, countryCode: 'DE', postalPrefix: '041' },
    { city: 'Porto', province: null, countryCode: 'PT', postalPrefix: '400' },
    { city: 'Ghent', province: null, countryCode: 'BE', postalPrefix: '90' },
  ],
  JP: [
    { city: 'Kanazawa', province: 'Ishikawa', countryCode: 'JP', postalPrefix: '920' },
    { city: 'Matsumoto', province: 'Nagano', countryCode: 'JP', postalPrefix: '390' },
  ],
};

/** {@link CUSTOMER_COUNT} invented people. The first is always Ada Marlow of region US, a VIP. */
export function seedCustomers(random: Random, now: Date): SeedCustomer[] {
  return Array.from({ length: CUSTOMER_COUNT }, (_, index) => seedCustomer(index + 1, random, now));
}

function seedCustomer(number: number, random: Random, now: Date): SeedCustomer {
  const isFirst = number === 1;
  const id = idFrom(`customer:${String(number)}`);
  const firstName = isFirst ? FIRST_NAMES[0] : random.pick(FIRST_NAMES);
  const lastName = isFirst ? LAST_NAMES[0] : random.pick(LAST_NAMES);
  const region = isFirst ? 'US' : random.pick(['US', 'US', 'US', 'EU', 'EU', 'JP'] as const);
  const ageDays = isFirst ? 300 : random.chance(20) ? random.between(1, 30) : random.between(31, 700);
  const segment = ageDays <= 30 ? 'new' : isFirst || random.chance(8) ? 'vip' : 'general';
  const addressOf = (index: number): SeedAddress => {
    const place = random.pick(PLACES[region]);
    return {
      id: idFrom(`address:${String(number)}:${String(index)}`),
      firstName,
      lastName,
      company: null,
      line1: `${String(random.between(1, 199))} ${random.pick(STREETS)}`,
      line2: null,
      city: place.city,
      province: place.province,
      postalCode: place.postalPrefix.padEnd(
        place.countryCode === 'JP' ? 7 : 5,
        String(random.between(10, 99)),
      ),
      countryCode: place.countryCode,
      phone: null,
    };
  };
  return {
    id,
    email: `${firstName}.${lastName}${isFirst ? '' : String(number)}@example.com`.toLowerCase(),
    firstName,
    lastName,
    region,
    segment,
    addresses: Array.from({ length: random.chance(30) ? 2 : 1 }, (_, index) => addressOf(index)),
    createdAt: new Date(now.getTime() - ageDays * DAY_MS),
  };
}
