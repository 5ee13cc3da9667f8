import { describeLane } from '../lanes/describe-lane';
import { startEmbeddedLane } from '../lanes/embedded-lane';
import { scenarios } from './scenarios';

describeLane('embedded', () => startEmbeddedLane('embedded'), scenarios);
