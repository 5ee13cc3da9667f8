// Gathering: what comes while something of its kind is under way waits for it and is then done together. A lone
// caller waits for nobody.
export { GatherByKey } from './gather-by-key';
export type { HandleTogether } from './gather-by-key';
