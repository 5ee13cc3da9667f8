import { Environment } from '@marcbachmann/cel-js';
import { compilerOf } from './compiler/compile';
import type { Compiler } from './compiler/compiled';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from './facts';
import type { RuleScope } from './rule-scope';

/** How large a condition may be. */
export const LIMITS = {
  maxAstNodes: 200,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 8,
};

const item = { sku: 'string', quantity: 'int', category: 'string' };

/** What conditions of a scope are checked and compiled by. */
export interface Language {
  readonly environment: Environment;
  readonly compiler: Compiler;
}

/** What conditions of each scope may name, and how large they may be. */
export const LANGUAGES: Readonly<Record<RuleScope, Language>> = {
  PRICE: languageOf(withItem()),
  CATALOG: languageOf(withItem()),
  LINE: languageOf(withCart().registerVariable('line', 'Line')),
  ORDER: languageOf(withCart()),
};

function languageOf(environment: Environment): Language {
  return { environment, compiler: compilerOf(environment) };
}

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
