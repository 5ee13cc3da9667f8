import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composeInventory } from './compose';
import { readInventoryConfig } from './config';

runSubgraph(
  'inventory',
  (ports) => composeInventory(ports, readInventoryConfig(process.env)),
  eventSchemas(),
);
