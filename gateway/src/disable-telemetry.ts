/**
 * Imported before @apollo/gateway is constructed: unless told otherwise it reports to Apollo's servers and probes
 * cloud metadata addresses. Nothing leaves this process that its operator did not ask for.
 */
// eslint-disable-next-line no-restricted-syntax -- the library takes this switch from nowhere else
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

export {};
