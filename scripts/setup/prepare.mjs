import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { root } from './paths.mjs';
import { generatePrismaClients } from './prisma-clients.mjs';

/**
 * Makes the working tree ready to run: packages installed, Prisma clients generated; what is current is left alone.
 *
 * @throws Error with a message for a person.
 */
export async function prepare() {
  await oneAtATime(join(root, '.cache/prepare.lock'), async () => {
    await installPackages();
    const generated = await generatePrismaClients();
    if (generated.length > 0) console.log(`Generated Prisma clients: ${generated.join(', ')}`);
  });
}
