import { createInProcessTransport } from './in-process-transport';
import { subgraphTransportSuite } from './subgraph-transport.suite';

subgraphTransportSuite('the road in process', async (createHost) => {
  let host: Awaited<ReturnType<typeof createHost>> | undefined = await createHost();
  const transport = createInProcessTransport(() => host);
  const goDown = async (): Promise<void> => {
    await host?.stop();
    host = undefined;
  };
  return {
    transport,
    goDown,
    comeBack: async () => {
      host = await createHost();
    },
    close: async () => {
      await transport.close();
      await goDown();
    },
  };
});
