import type { Logger } from './logger';

/**
 * `logger.child(bindings)`, made when something is asked of it: most operations and events say nothing, and a child costs more
 * than all else of their context, because its bindings are written and redacted at once.
 */
export function lazyChild(logger: Logger, bindings: Readonly<Record<string, unknown>>): Logger {
  let child: Logger | undefined;
  return new Proxy(logger, {
    get: (_logger, name) => {
      child ??= logger.child(bindings);
      const member: unknown = Reflect.get(child, name);
      return typeof member === 'function' ? (member.bind(child) as unknown) : member;
    },
  });
}
