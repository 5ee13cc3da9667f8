// Logging: structured JSON lines with secrets redacted by name.
export { createLogger, loggingEnvironment, maskCode } from './logger';
export type { Logger, LoggerOptions } from './logger';
