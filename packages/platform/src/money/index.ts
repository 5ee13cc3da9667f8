// Money: exact amounts in whole smallest units as bigint, known currencies, explicit rounding.
// Guarantees that no amount passes through a float and that splitting never loses or invents a unit.
export { allocate } from './allocate';
export { CURRENCY_CODES, exponentOf, isCurrency } from './currency';
export { formatDecimal, parseDecimal } from './decimal';
export { add, compare, isSameMoney, money, multiply, negate, subtract, sum, zero } from './money';
export type { Money } from './money';
export { includedBasisPoints, multiplyRatio, percentBasisPoints } from './ratio';
export type { Ratio } from './ratio';
export { ROUNDING_MODES, divideRounded } from './rounding';
export type { RoundingMode } from './rounding';
