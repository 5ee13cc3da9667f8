import { describeLane } from '../lanes/describe-lane';
import { distributedServices, startDistributedLane } from '../lanes/distributed-lane';
import { scenarios } from './scenarios';

const services = distributedServices(process.env);

if (services === undefined) {
  // `npm test` says at its end which services were not found.
  it('the services of the distributed lane may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  describeLane('distributed', () => startDistributedLane(services), scenarios);
}
