import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composeOrder } from './compose';
import { readOrderConfig } from './config';

runSubgraph('order', (ports) => composeOrder(ports, readOrderConfig(process.env)), eventSchemas());
