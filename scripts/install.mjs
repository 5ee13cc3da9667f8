// Installs the packages and generates the Prisma clients, when they are not current; for a person who wants only that.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./setup/prepare.mjs')
  .then(({ prepare }) => prepare())
  .catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
