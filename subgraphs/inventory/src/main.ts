import 'reflect-metadata';
import { runSubgraph } from '@agora/platform/server';
import { composeInventory } from './compose';
import { readInventoryConfig } from './config';

runSubgraph('inventory', (ports) => composeInventory(ports, readInventoryConfig(process.env)));
