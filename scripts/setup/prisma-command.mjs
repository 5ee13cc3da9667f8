import { join } from 'node:path';
import { root } from './paths.mjs';

/** How to run the Prisma CLI with a domain's configuration: a program, its arguments and spawn options. */
export function prismaCommand(domain, args) {
  const config = join(root, 'prisma', domain, 'prisma.config.ts');
  return {
    program: process.execPath,
    args: [join(root, 'node_modules/prisma/build/index.js'), ...args, '--config', config],
    // The CLI would otherwise ask its maker for news.
    options: { cwd: root, env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' } },
  };
}
