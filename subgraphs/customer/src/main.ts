import 'reflect-metadata';
import { runSubgraph } from '@agora/platform/server';
import { composeCustomer } from './compose';
import { readCustomerConfig } from './config';

runSubgraph('customer', (ports) => composeCustomer(ports, readCustomerConfig(process.env)));
