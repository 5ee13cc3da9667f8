import { lazyChild } from './lazy-child';
import { createLogger, maskCode } from './logger';

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } }).info(
    fields,
    'something',
  );
  return lines.join('');
}

test('secrets are left out by their names', () => {
  const line = logged({ couponCode: 'SECRET', input: { token: 'SECRET', couponCodes: ['SECRET'] } });
  expect(line).toContain('[redacted]');
  expect(line).not.toContain('SECRET');
});

test('of an error of the database the row that broke a constraint is left out, the constraint stays', () => {
  const cause = { message: 'violates coupon_code_ck', detail: 'Failing row contains (SECRET)' };
  const own = Object.assign(new Error('violates coupon_code_ck'), { detail: cause.detail });
  const throughPrisma = Object.assign(new Error('Raw query failed'), {
    meta: { driverAdapterError: { cause } },
  });
  for (const err of [own, throughPrisma]) {
    const line = logged({ err });
    expect(line).toContain('coupon_code_ck');
    expect(line).not.toContain('SECRET');
  }
});

test('a code is masked to its first two characters', () => {
  expect(maskCode('SAVE10')).toBe('SA***');
});

test('a lazy child writes what a child would, and is made when something is said', () => {
  const lines: string[] = [];
  const logger = createLogger({
    name: 'test',
    level: 'info',
    destination: { write: (line) => void lines.push(line) },
  });
  let isMade = false;
  const bindings = {
    token: 'SECRET',
    get correlationId() {
      isMade = true;
      return 'c1';
    },
  };
  const lazy = lazyChild(logger, bindings);
  expect(isMade).toBe(false);
  lazy.info('one');
  expect(isMade).toBe(true);
  lazy.child({ step: 2 }).warn('two');
  expect(lazy.level).toBe('info');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { correlationId: 'c1', token: '[redacted]', msg: 'one' },
    { correlationId: 'c1', token: '[redacted]', step: 2, msg: 'two' },
  ]);
});
