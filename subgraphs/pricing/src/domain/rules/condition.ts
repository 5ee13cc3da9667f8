import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode, parse } from '@marcbachmann/cel-js';
import type { RuleScope } from './rule-scope';

/** Longest text of a condition. */
export const MAX_CONDITION_LENGTH = 2_000;

/** What `line` is where there is no cart: a sku and how many. Integers are bigint, as CEL has them. */
export class ItemFacts {
  constructor(
    readonly sku: string,
    readonly quantity: bigint,
    readonly category: string,
  ) {}
}

/** What `line` is in a condition about a cart. */
export class LineFacts extends ItemFacts {
  /** Before promotions, smallest unit. */
  readonly subtotal: bigint;
  readonly attributes: ReadonlyMap<string, string>;

  constructor(
    item: ItemFacts,
    { subtotal, attributes }: { readonly subtotal: bigint; readonly attributes: ReadonlyMap<string, string> },
  ) {
    super(item.sku, item.quantity, item.category);
    this.subtotal = subtotal;
    this.attributes = attributes;
  }
}

/** What `cart` is in a condition. */
export class CartFacts {
  constructor(
    /** Sum of the lines before promotions. */
    readonly subtotal: bigint,
    readonly quantity: bigint,
    readonly skus: readonly string[],
  ) {}
}

/** What `customer` is in a condition. */
export class CustomerFacts {
  constructor(readonly segments: readonly string[]) {}
}

/** What a condition is evaluated on. */
export interface Facts {
  readonly line?: LineFacts | ItemFacts;
  readonly cart?: CartFacts;
  readonly customer: CustomerFacts;
  readonly region: string;
  /** Empty when the shop names none. */
  readonly channel: string;
  readonly currency: string;
  readonly at: Date;
}

/** A condition that was checked by type. Evaluating it has no side effect and always ends. */
export interface Condition {
  readonly text: string;
  /** Whether its value can differ from line to line. */
  readonly usesLine: boolean;
  holds(facts: Facts): boolean;
  /** The first part of the conjunction that does not hold, as it was written; undefined when all hold. */
  firstFalse(facts: Facts): string | undefined;
}

/** Why a text is no condition, and where. */
export interface ConditionProblem {
  readonly message: string;
  /** Offsets into the text: first character, and behind the last one. */
  readonly start: number;
  readonly end: number;
}

const LIMITS = {
  maxAstNodes: 200,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 8,
};

/** Compiles a CEL text that must be a bool over the variables of the scope; a wrong one is told with its position. */
export function compileCondition(text: string, scope: RuleScope): Condition | ConditionProblem {
  if (text.length > MAX_CONDITION_LENGTH) {
    const message = `must have at most ${String(MAX_CONDITION_LENGTH)} characters`;
    return { message, start: MAX_CONDITION_LENGTH, end: text.length };
  }
  const environment = ENVIRONMENTS[scope];
  try {
    const program = environment.parse(text);
    const check = program.check();
    if (!check.valid) return problemOf(check.error, text);
    if (check.type !== 'bool')
      return { message: `must be a bool, not ${String(check.type)}`, start: 0, end: text.length };
    return conditionOf(text, program, environment);
  } catch (error) {
    return problemOf(error, text);
  }
}

/** Whether a compilation failed. */
export function isProblem(compiled: Condition | ConditionProblem): compiled is ConditionProblem {
  return 'message' in compiled;
}

type Program = ReturnType<typeof parse>;

function conditionOf(text: string, program: Program, environment: Environment): Condition {
  const holds = (run: Program, facts: Facts): boolean => {
    // A missing map entry and the like: the rule is not for this line.
    try {
      return run(facts) === true;
    } catch {
      return false;
    }
  };
  let parts: readonly { readonly text: string; readonly program: Program }[] | undefined;
  return {
    text,
    usesLine: names(program.ast, 'line'),
    holds: (facts) => holds(program, facts),
    firstFalse: (facts) => {
      parts ??= conjuncts(program.ast)
        .map(({ start, end }) => text.slice(start, end))
        .map((part) => ({ text: part, program: environment.parse(part) }));
      return parts.find((part) => !holds(part.program, facts))?.text;
    },
  };
}

const item = { sku: 'string', quantity: 'int', category: 'string' };
const ENVIRONMENTS: Readonly<Record<RuleScope, Environment>> = {
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

/** The parts of `a && b && c`, from left to right; the whole when it is no conjunction. */
function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(conjuncts) : [node];
}

function names(node: ASTNode, variable: string): boolean {
  if (node.op === 'id') return node.args === variable;
  return partsOf(node.args).some((part) => names(part, variable));
}

function partsOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(partsOf);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

function problemOf(error: unknown, text: string): ConditionProblem {
  const { message, range } = (error ?? {}) as { message?: string; range?: { start: number; end: number } };
  // The library draws the place below its message; we give it as numbers.
  const [first = 'is not a condition'] = (message ?? '').split('\n');
  return { message: first, start: range?.start ?? 0, end: range?.end ?? text.length };
}
