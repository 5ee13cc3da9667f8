import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsDocument } from './events-document';

// A command: writes docs/events.md from the contracts.
writeFileSync(join(__dirname, '../../../docs/events.md'), eventsDocument());
