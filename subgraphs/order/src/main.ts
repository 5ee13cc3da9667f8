import 'reflect-metadata';
import { runSubgraph } from '@agora/platform/server';
import { composeOrder } from './compose';
import { readOrderConfig } from './config';

runSubgraph('order', (ports) => composeOrder(ports, readOrderConfig(process.env)));
