import { Environment } from '@marcbachmann/cel-js';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from './facts';
import type { RuleScope } from './rule-scope';

const LIMITS = {
  maxAstNodes: 200,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 8,
};

const item = { sku: 'string', quantity: 'int', category: 'string' };

/** What conditions of each scope may name, and how large they may be. */
export const LANGUAGES: Readonly<Record<RuleScope, Environment>> = {
  PRICE: withItem(),
  CATALOG: withItem(),
  LINE: withCart().registerVariable('line', 'Line'),
  ORDER: withCart(),
};

function base(): Environment {
  return new Environment({ limits: LIMITS })
    .registerType('Customer', { ctor: CustomerFacts, fields: { segments: 'list<string>' } })
    .registerVariable('customer', 'Customer')
    .registerVariable('region', 'string')
    .registerVariable('channel', 'string')
    .registerVariable('currency', 'string')
    .registerVariable('at', 'google.protobuf.Timestamp');
}

function withItem(): Environment {
  return base().registerType('Item', { ctor: ItemFacts, fields: item }).registerVariable('line', 'Item');
}

function withCart(): Environment {
  return base()
    .registerType('Line', {
      ctor: LineFacts,
      fields: { ...item, subtotal: 'int', attributes: 'map<string, string>' },
    })
    .registerType('Cart', {
      ctor: CartFacts,
      fields: { subtotal: 'int', quantity: 'int', skus: 'list<string>' },
    })
    .registerVariable('cart', 'Cart');
}
