// Everything that is asked of the lean road, asked of Apollo Server.
import './auth-policy.int.test';
import './bad-input.int.test';
import './forwarded-headers.int.test';
import './hot-reload.int.test';
import './http-front.int.test';
import './subgraph-outage.int.test';
import { underTest } from './testing/test-gateway';

underTest.front = 'apollo';
