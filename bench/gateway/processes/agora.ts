// Our gateway with everything it does for an operation, over the supergraph of SUPERGRAPH_PATH. Limits that are about
// the shop's own schema are out of the way.
import '@agora/gateway/disable-telemetry';
import { composeGateway } from '@agora/gateway/compose';
import { readGatewayConfig } from '@agora/gateway/config';
import { createServiceTokens, createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { openRedisPorts } from '@agora/platform/ports';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import { endWith } from '../../../scripts/system/end-with';
import { offer } from '../../processes/child';

async function main(): Promise<void> {
  const { env } = process;
  const auth = readAuthConfig(env);
  const logger = createLogger({ name: 'gateway', level: 'error' });
  const ports = openRedisPorts({ url: undefined, logger });
  const gateway = composeGateway({
    ...ports,
    transports: (_name, url) => createHttpTransport({ url }),
    auth: createTokenVerifier(auth, 'gateway'),
    serviceTokens: createServiceTokens(auth.internalSecret, 'gateway'),
    logger,
    config: readGatewayConfig({ MAX_COST: '100000000', ...env, RATE_LIMIT_PER_MINUTE: '0' }),
  });
  await gateway.start(0);
  offer({ url: `${gateway.url}/graphql` }, async () => {
    await gateway.stop();
    await ports.close();
  });
}

main().catch(endWith);
