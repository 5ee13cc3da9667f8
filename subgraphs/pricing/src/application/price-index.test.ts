import { NOW, aBook, aPrice, aRate, aRule } from '../domain/price-table.suite';
import type { PriceChanges, PriceSource } from './ports';
import { PriceIndex } from './price-index';

const nothing: PriceChanges = {
  readAt: NOW,
  books: [],
  prices: [],
  regions: [],
  taxRates: [],
  taxCategories: [],
  history: [],
  exchangeRates: [],
  shippingRates: [],
  rules: [],
  promotions: [],
  usage: [],
};

/** A source that answers what it is told to, when it is told to. */
class ScriptedSource implements PriceSource {
  readonly asked: (Date | undefined)[] = [];
  private readonly answers: (() => void)[] = [];
  next: Partial<PriceChanges> = {};
  isHeld = false;

  async changes(since: Date | undefined): Promise<PriceChanges> {
    this.asked.push(since);
    const answer = { ...nothing, ...this.next };
    if (this.isHeld) await new Promise<void>((resolve) => this.answers.push(resolve));
    return answer;
  }

  release(): void {
    for (const answer of this.answers.splice(0)) answer();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('before it is loaded it is unavailable, not empty', () => {
  const index = new PriceIndex(new ScriptedSource());
  expect(index.isLoaded).toBe(false);
  expect(faultOf(() => index.books)).toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
});

test('a refresh asks for what was written since the last, with room for long transactions, and replaces rows by id', async () => {
  const source = new ScriptedSource();
  source.next = { books: [aBook()], prices: [aPrice(), aPrice({ id: 'tier', minimumQuantity: 10 })] };
  const index = new PriceIndex(source);
  await index.load();
  source.next = { prices: [aPrice({ amountMinor: 5n, version: 2 })] };
  await index.refresh();
  expect(source.asked).toEqual([undefined, new Date(NOW.getTime() - 60_000)]);
  expect(index.prices('book', 'MUG').map(({ id, amountMinor }) => [id, amountMinor])).toEqual([
    ['tier', 1_000n],
    ['price', 5n],
  ]);
});

test('loading again forgets what is not there any more', async () => {
  const source = new ScriptedSource();
  source.next = { books: [aBook()], prices: [aPrice()] };
  const index = new PriceIndex(source);
  await index.load();
  source.next = { books: [aBook()] };
  await index.load();
  expect(index.prices('book', 'MUG')).toEqual([]);
});

test('rules are grouped by scope and sku, and anew when one was written', async () => {
  const source = new ScriptedSource();
  const index = new PriceIndex(source);
  const { condition: _, ...rule } = aRule({ id: 'r', scope: 'LINE', sku: 'MUG' });
  source.next = { rules: [{ ...rule, condition: undefined }] };
  await index.load();
  expect(index.rulesOf('LINE').bySku.get('MUG')).toMatchObject([{ id: 'r' }]);
  expect(index.rulesOf('ORDER').bySku.size).toBe(0);
  source.next = { rules: [{ ...rule, version: 2, sku: undefined, condition: 'cart.quantity > 1' }] };
  await index.refresh();
  expect(index.rulesOf('LINE').bySku.size).toBe(0);
  expect(index.rulesOf('LINE').general).toMatchObject([{ id: 'r', version: 2 }]);
});

test('calls while a refresh runs share the next one, so each sees what was committed before it', async () => {
  const source = new ScriptedSource();
  const index = new PriceIndex(source);
  await index.load();
  source.isHeld = true;
  const first = index.refresh();
  await settle();
  source.next = { prices: [aPrice({ amountMinor: 7n })] };
  const later = [index.refresh(), index.refresh(), index.refresh()];
  source.release();
  await first;
  expect(index.prices('book', 'MUG')).toEqual([]);
  await settle();
  source.release();
  await Promise.all(later);
  expect(index.prices('book', 'MUG')).toHaveLength(1);
  expect(source.asked).toHaveLength(3);
});

test('a refresh that fails keeps the prices and does not stop the next', async () => {
  const source = new ScriptedSource();
  source.next = { prices: [aPrice()] };
  const index = new PriceIndex(source);
  await index.load();
  const failing = jest.spyOn(source, 'changes').mockRejectedValueOnce(new Error('database away'));
  const [failed, next] = [index.refresh(), index.refresh()];
  await expect(failed).rejects.toThrow('database away');
  await expect(next).resolves.toBeUndefined();
  expect(failing).toHaveBeenCalledTimes(2);
  expect(index.prices('book', 'MUG')).toHaveLength(1);
});

test("a sku's rate is its category's, else the standard one; lists are by region and category", async () => {
  const source = new ScriptedSource();
  const [standard, books, eu] = [
    aRate(),
    aRate({ id: 'books', category: 'books', basisPoints: 0 }),
    aRate({ id: 'eu', region: 'EU' }),
  ];
  source.next = {
    taxRates: [standard, eu, books],
    taxCategories: [
      { sku: 'NOVEL', category: 'books' },
      { sku: 'ROBOT', category: 'toys' },
    ],
  };
  const index = new PriceIndex(source);
  await index.load();
  expect(index.taxRate('US', 'NOVEL')).toBe(books);
  expect([index.taxRate('US', 'ROBOT'), index.taxRate('US', 'UNKNOWN')]).toEqual([standard, standard]);
  expect(index.taxRate('JP', 'NOVEL')).toBeUndefined();
  expect(index.taxRates(undefined)).toEqual([eu, books, standard]);
  expect(index.taxRates('US')).toEqual([books, standard]);
  expect(index.taxRates('JP')).toEqual([]);
});

/** What `work` threw; undefined when it did not. */
function faultOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
