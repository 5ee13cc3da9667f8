// Configuration: one zod schema per process, read once, frozen, every problem reported together.
export { flag, list, wholeNumber } from './fields';
export { readConfig } from './read-config';
