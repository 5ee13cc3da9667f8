import { checkOut } from '../flash-sale/buyer';
import type { Buyer } from '../flash-sale/buyer';
import type { Random } from '../../seed/shop/random';
import { newAdd, send, settle } from './adds';
import type { Add, Answer } from './adds';
import { atSteadyPace } from './steady-pace';
import type { Pace, PaceOptions } from './steady-pace';

export interface SaleOptions extends PaceOptions {
  /** Of 100 acknowledged adds so many are followed by a checkout of their cart. */
  readonly checkoutPercent: number;
}

/** An add, what was first said of it, and what was said in the end. */
export interface PlayedAdd extends Add {
  readonly first: Answer;
  /** The same unless the first answer was a fault. */
  readonly last: Answer;
  /** From the moment it was due until its first answer. */
  readonly waitedMs: number;
}

export interface PlayedSale {
  readonly pace: Pace;
  readonly adds: readonly PlayedAdd[];
  /** Numbers of the orders that buyers were told of. */
  readonly orderNumbers: readonly string[];
  /** By code, why a checkout came to nothing. */
  readonly refusedCheckouts: readonly string[];
  /** Checkouts without an answer: each may have become an order. */
  readonly unknownCheckouts: number;
}

/** More buyers at the till at once would be a test of something else. */
const CHECKOUTS_AT_ONCE = 16;
const SETTLED_AT_ONCE = 8;

/**
 * Any of the buyers puts a unit of any of the skus into their cart, evenly at the given rate; some then buy what they
 * have, which takes their cart out of the sale. Afterwards every add without an answer is asked for again by its key.
 */
export async function playSale(
  options: SaleOptions,
  { buyers, skus, random }: { buyers: readonly Buyer[]; skus: readonly string[]; random: Random },
): Promise<PlayedSale> {
  const sale = new Sale(buyers, skus, random);
  const pace = await atSteadyPace(options, (dueMs) => sale.add(dueMs, options.checkoutPercent));
  return { pace, ...(await sale.end()) };
}

class Sale {
  private readonly shopping: Buyer[];
  private readonly adds: PlayedAdd[] = [];
  private readonly orderNumbers: string[] = [];
  private readonly refusedCheckouts: string[] = [];
  private unknownCheckouts = 0;
  private readonly atTheTill = new Set<Promise<void>>();

  constructor(
    buyers: readonly Buyer[],
    private readonly skus: readonly string[],
    private readonly random: Random,
  ) {
    this.shopping = [...buyers];
  }

  async add(dueMs: number, checkoutPercent: number): Promise<void> {
    // Drawn before anything is awaited: the same seed makes the same sale as long as nobody leaves it.
    const buyer = this.random.pick(this.shopping);
    const add = newAdd(buyer, this.random.pick(this.skus));
    const isBuying = this.random.chance(checkoutPercent);
    const answer = await send(add);
    this.adds.push({ ...add, first: answer, last: answer, waitedMs: performance.now() - dueMs });
    if (isBuying && answer.kind === 'acknowledged') this.goToTheTill(buyer);
  }

  async end(): Promise<Omit<PlayedSale, 'pace'>> {
    await Promise.all(this.atTheTill);
    return {
      adds: await settled(this.adds),
      orderNumbers: this.orderNumbers,
      refusedCheckouts: this.refusedCheckouts,
      unknownCheckouts: this.unknownCheckouts,
    };
  }

  private goToTheTill(buyer: Buyer): void {
    const place = this.shopping.indexOf(buyer);
    // Somebody has to stay who adds.
    if (place < 0 || this.shopping.length === 1 || this.atTheTill.size >= CHECKOUTS_AT_ONCE) return;
    this.shopping.splice(place, 1);
    const one = this.checkOut(buyer).finally(() => this.atTheTill.delete(one));
    this.atTheTill.add(one);
  }

  private async checkOut(buyer: Buyer): Promise<void> {
    const result = await checkOut(buyer);
    if (result.kind === 'bought') {
      this.orderNumbers.push(result.orderNumber);
      return;
    }
    this.refusedCheckouts.push(result.code);
    if (result.kind === 'held' && result.isAnswered) this.shopping.push(buyer);
    else this.unknownCheckouts += 1;
  }
}

async function settled(adds: readonly PlayedAdd[]): Promise<PlayedAdd[]> {
  const ended = [...adds];
  const open = ended.flatMap(({ first }, index) => (first.kind === 'faulty' ? [index] : []));
  const work = async (): Promise<void> => {
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const add = ended[index];
      if (add !== undefined) ended[index] = { ...add, last: await settle(add) };
    }
  };
  await Promise.all(Array.from({ length: SETTLED_AT_ONCE }, work));
  return ended;
}
