// Paging: Relay connections over keyset queries, with opaque cursors and bounded sizes.
export { readPage, toConnection, writeCursor } from './page';
export type { Page, PageArguments, PageLimits, PageRequest } from './page';
