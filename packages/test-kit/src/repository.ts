import { resolve } from 'node:path';

/** The repository's root, the same from source and from `dist`. */
export const repositoryRoot = resolve(__dirname, '../../..');
