import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composeCart } from './compose';
import { readCartConfig } from './config';

runSubgraph('cart', (ports) => composeCart(ports, readCartConfig(process.env)), eventSchemas());
