import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composeCustomer } from './compose';
import { readCustomerConfig } from './config';

runSubgraph('customer', (ports) => composeCustomer(ports, readCustomerConfig(process.env)), eventSchemas());
