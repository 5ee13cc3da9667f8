// Apollo's gateway and server as they come; with DATA_SOURCE=pool its fetches go over keep-alive pools of undici.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayConfig } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { endWith } from '../../../scripts/system/end-with';
import { offer } from '../../processes/child';
import { PooledDataSource } from './pooled-data-source';

async function main(): Promise<void> {
  const { SUPERGRAPH_PATH: path = '', DATA_SOURCE: kind } = process.env;
  const pooled: GatewayConfig = { buildService: ({ url }) => new PooledDataSource(url ?? '') };
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(path, 'utf8'),
    ...(kind === 'pool' ? pooled : {}),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  offer({ url }, () => server.stop());
}

main().catch(endWith);
