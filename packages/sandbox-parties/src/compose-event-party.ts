import { eventSchemas } from '@agora/contracts/published-schemas';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import { readEventPartiesConfig } from './config';
import { buildEventParty } from './event-parties';
import type { EventPartyName } from './event-parties';
import type { EventParty } from './event-party';

/**
 * A party as a process of its own, by the environment.
 * @throws Error when the configuration is not usable.
 */
export function composeEventParty(name: EventPartyName, env: NodeJS.ProcessEnv, logger: Logger): EventParty {
  const config = readEventPartiesConfig(env);
  const auth = createTokenVerifier(readAuthConfig(env), name);
  const ports = openPorts({ name, logger, env, schemas: eventSchemas() });
  const party = buildEventParty(name, config, { ports, auth });
  return {
    name,
    start: () => party.start(),
    stop: async () => {
      await party.stop();
      await ports.close();
    },
  };
}
