import { readAuthConfig } from '../auth/auth-config';
import { createTokenVerifier } from '../auth/token-verifier';
import { createLogger } from '../logging/logger';
import { TickingSubgraph } from '../subgraph-transport/testing/ticking-subgraph';
import { createSubgraphHost } from './subgraph-host';

test('a host whose work has ended still answers those whose work has not, until it stops', async () => {
  const stopped: string[] = [];
  const note = (what: string) => (): Promise<void> => {
    stopped.push(what);
    return Promise.resolve();
  };
  const host = await createSubgraphHost(
    { ...new TickingSubgraph().definition, stopWork: note('work'), stop: note('all') },
    {
      auth: createTokenVerifier(readAuthConfig({}), 'ticking'),
      logger: createLogger({ name: 'ticking', level: 'silent' }),
    },
  );
  const ask = () => host.execute({ query: '{ __typename }', headers: {} });
  await host.start();
  await host.stopWork();
  expect(stopped).toEqual(['work']);
  await expect(ask()).resolves.toMatchObject({ data: { __typename: 'Query' } });
  await host.stop();
  expect(stopped).toEqual(['work', 'all']);
  expect(await ask()).not.toHaveProperty('data.__typename');
});
