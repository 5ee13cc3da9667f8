// Apollo's gateway and server as they come, default data source and all, over the subgraphs of `<DOMAIN>_URL`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { endWith } from '../../scripts/system/end-with';
import { DOMAINS } from '../../scripts/system/service-processes';
import { offer } from './child';

async function main(): Promise<void> {
  const file = join(__dirname, '../../gateway/supergraph.graphql');
  const supergraphSdl = DOMAINS.reduce(withAddress, readFileSync(file, 'utf8'));
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  offer({ url }, () => server.stop());
}

/** A stock gateway goes where the supergraph says. */
function withAddress(sdl: string, domain: string): string {
  const address = process.env[`${domain.toUpperCase()}_URL`] ?? '';
  return sdl.replace(new RegExp(`(name: "${domain}", url: )"[^"]*"`), `$1"${address}"`);
}

main().catch(endWith);
