import { describeLane } from '../lanes/describe-lane';
import { distributedServices, startDistributedLane } from '../lanes/distributed-lane';
import { scenarios } from './scenarios';

const services = distributedServices(process.env);

if (services === undefined) {
  // `npm test` says at its end which services were not found.
  it.skip('lane distributed: needs Redis and Kafka', () => undefined);
} else {
  describeLane('distributed', () => startDistributedLane(services), scenarios);
}
