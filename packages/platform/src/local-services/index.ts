// Local services: programs run beside this process that never outlive it, and PostgreSQL from its npm package.
// For one machine only (`npm start`, tests, scripts); a deployed process gets its services by address.
export { freePort } from './free-port';
export { startGuarded } from './guarded-process';
export type { GuardedProcess, GuardedProcessOptions } from './guarded-process';
export { startPostgres } from './postgres-server';
export type { PostgresServer, PostgresServerOptions } from './postgres-server';
