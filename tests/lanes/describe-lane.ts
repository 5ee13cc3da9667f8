import type { Lane, LaneName } from './lane';

/** One scenario folder: registers its tests; the lane is there when they run. */
export type Scenario = (lane: () => Lane) => void;

const START_MS = 120_000;
const STOP_MS = 60_000;

/** Runs every scenario on one system that is started once. */
export function describeLane(
  name: LaneName,
  start: () => Promise<Lane>,
  scenarios: Readonly<Record<string, Scenario>>,
): void {
  describe(`lane ${name}`, () => {
    let running: Lane | undefined;
    beforeAll(async () => {
      running = await start();
    }, START_MS);
    afterAll(async () => {
      await running?.stop();
    }, STOP_MS);
    const lane = (): Lane => {
      if (running === undefined) throw new Error('the lane has not started');
      return running;
    };
    for (const [title, scenario] of Object.entries(scenarios)) {
      describe(title, () => {
        scenario(lane);
      });
    }
  });
}
