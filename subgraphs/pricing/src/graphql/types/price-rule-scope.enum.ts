import { registerEnumType } from 'type-graphql';

export enum PriceRuleScope {
  PRICE = 'PRICE',
  CATALOG = 'CATALOG',
  LINE = 'LINE',
  ORDER = 'ORDER',
}

registerEnumType(PriceRuleScope, {
  name: 'PriceRuleScope',
  description: 'Where in a price a rule works. The scopes follow one another in this order.',
  valuesConfig: {
    PRICE: { description: 'The unit price for whom it is for. The only scope that may raise.' },
    CATALOG: { description: 'The unit price that everybody sees.' },
    LINE: { description: 'A line of a cart.' },
    ORDER: { description: 'The whole order; every line bears its part.' },
  },
});
