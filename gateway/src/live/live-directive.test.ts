import { Supergraph } from '@apollo/federation-internals';
import { readLiveFields } from './live-directive';
import { composeSdl } from './testing/live-fixture';
import { CART_SDL } from './testing/tiny-shop-sdl';

function read(cartSdl: string): ReturnType<typeof readLiveFields> {
  const sdl = composeSdl(cartSdl);
  return readLiveFields(sdl, Supergraph.build(sdl).schema.toGraphQLJSSchema());
}

test('the directive of a subgraph reaches the gateway whole', () => {
  expect(read(CART_SDL).get('cartChanged')).toEqual({
    name: 'cartChanged',
    owner: 'cart',
    channel: 'cart.{cartId}',
    entityType: 'Cart',
    key: 'id',
    keyArgument: 'cartId',
    versionField: 'version',
    finalField: 'closedBy',
    resumeArgument: 'afterVersion',
    envelope: { type: 'CartChange', entity: 'cart', newest: new Map([['cause', true]]) },
    log: { name: 'history', entryType: 'Entry', entryFields: ['version', 'cause', 'lineIds', 'at'] },
  });
});

test('a supergraph without live fields is fine', () => {
  const sdl = CART_SDL.replace(/@live\(channel: "cart[^)]*\)/, '');
  expect(read(sdl).size).toBe(0);
});

test.each([
  ['an unknown type', ['type: "Cart"', 'type: "Basket"'], 'type "Basket" is not an object type'],
  [
    'no key of the owner',
    ['key: "id"', 'key: "region"'],
    '"region" is not a key by which cart resolves the entity',
  ],
  [
    'an unknown key argument',
    ['keyArgument: "cartId"', 'keyArgument: "id"'],
    'keyArgument "id" must be a non-null argument',
  ],
  ['a channel without arguments', ['"cart.{cartId}"', '"cart"'], 'channel must name at least one argument'],
  ['a channel with unknown arguments', ['"cart.{cartId}"', '"cart.{id}"'], 'channel names "{id}"'],
  [
    'a channel by version',
    ['"cart.{cartId}"', '"cart.{cartId}.{afterVersion}"'],
    'channel names "{afterVersion}"',
  ],
  [
    'a version that is not Int!',
    ['version: "version"', 'version: "region"'],
    'version "region" must be a field "Int!" of Cart',
  ],
  [
    'an end that is never null',
    ['final: "closedBy"', 'final: "region"'],
    'final "region" must be a nullable scalar or enum field of Cart',
  ],
  [
    'an unknown envelope field',
    ['envelope: "cart"', 'envelope: "basket"'],
    'CartChange must have a field "basket" of type Cart',
  ],
  [
    'a log that is no list',
    ['changes: "history"', 'changes: "note"'],
    'changes "note" must be a list of objects on Cart',
  ],
  [
    'a log that cannot be read from a version',
    ['afterVersion: Int): [Entry!]', 'since: Int): [Entry!]'],
    'must take "afterVersion: Int"',
  ],
  [
    'entries without a version',
    ['type Entry { version: Int!', 'type Entry {'],
    'Entry must have "version: Int!"',
  ],
  [
    'entries with objects in them',
    ['at: String }', 'at: String product: Product }'],
    'Entry must have leaf fields only, not "product"',
  ],
  [
    'an envelope leaf nobody fills',
    ['cart: Cart }', 'cart: Cart mood: String }'],
    'nothing fills CartChange.mood',
  ],
])('%s stops the start and is named', (_, [from, to], message) => {
  const broken = CART_SDL.replace(from ?? '', to ?? '');
  expect(broken).not.toBe(CART_SDL);
  expect(() => read(broken)).toThrow(message);
});
