import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composePricing } from './compose';
import { readPricingConfig } from './config';

runSubgraph('pricing', (ports) => composePricing(ports, readPricingConfig(process.env)), eventSchemas());
