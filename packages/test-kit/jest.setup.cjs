// Before every test file: decorator metadata for type-graphql, and no telemetry from the gateway library.
require('reflect-metadata');
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
process.env.LOG_LEVEL ??= 'silent';
