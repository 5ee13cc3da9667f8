import { createLogger } from '../logging/logger';
import { MemoryPubSub } from './memory-pub-sub';
import { pubSubSuite } from './pub-sub.suite';

pubSubSuite('pub/sub in memory', () => new MemoryPubSub(createLogger({ name: 'test' })));
