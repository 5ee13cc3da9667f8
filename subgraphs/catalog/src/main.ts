import 'reflect-metadata';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { runSubgraph } from '@agora/platform/server';
import { composeCatalog } from './compose';
import { readCatalogConfig } from './config';

runSubgraph('catalog', (ports) => composeCatalog(ports, readCatalogConfig(process.env)), eventSchemas());
