import { domainConfig } from '../domain-config';

export default domainConfig('customer');
