// Faults: one class with a closed set of codes, and the mask that decides what a client sees.
// Guarantees that nothing but a registered code, our own text and a correlation id leaves the process.
export { AppError, assertNever, badInput } from './app-error';
export type { AppErrorOptions, FieldProblem } from './app-error';
export { FAULT_CODES, PROTOCOL_CODES, isFaultCode } from './codes';
export type { FaultCode, FaultTraits } from './codes';
export { faultCodeOf, isRetriable, maskError } from './mask';
export type { MaskOptions } from './mask';
