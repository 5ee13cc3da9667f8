import { WEBHOOK_WINDOW_SECONDS, signWebhook, verifyWebhook } from './webhook-signature';

const SECRET = 'a secret of the tests, long enough to be one';
const NOW = new Date('2026-01-15T12:00:00.400Z');
const body = '{"id":"0192f0c1-0000-7000-8000-000000000001","type":"payment.captured.v1"}';
const signature = signWebhook(SECRET, body, NOW);
const after = (seconds: number): Date => new Date(Math.floor(NOW.getTime() / 1_000 + seconds) * 1_000);

test('a signature has the form that is agreed on', () => {
  expect(signWebhook('secret', 'body', new Date(1_000_000_000_000))).toBe(
    't=1000000000,v1=1088309a83832ad713400e6d02b7252a1c3e2b48722cfb85c268f7eef2905dd2',
  );
});

test('it is good for five minutes, whoever of the two clocks is ahead', () => {
  for (const seconds of [0, WEBHOOK_WINDOW_SECONDS, -WEBHOOK_WINDOW_SECONDS])
    expect(verifyWebhook(SECRET, { signature, body }, after(seconds))).toBe('valid');
  for (const seconds of [WEBHOOK_WINDOW_SECONDS + 1, -WEBHOOK_WINDOW_SECONDS - 1])
    expect(verifyWebhook(SECRET, { signature, body }, after(seconds))).toBe('expired');
});

test('another secret, another body or another time makes it forged', () => {
  const moved = signature.replace(/t=\d+/, `t=${String(after(60).getTime() / 1_000)}`);
  expect(verifyWebhook(`${SECRET}x`, { signature, body }, NOW)).toBe('forged');
  expect(verifyWebhook(SECRET, { signature, body: `${body} ` }, NOW)).toBe('forged');
  expect(verifyWebhook(SECRET, { signature: moved, body }, after(60))).toBe('forged');
});

test('a forgery of an old time does not learn that the time was wrong', () => {
  const old = `t=1000000000,v1=${'0'.repeat(64)}`;
  expect(verifyWebhook(SECRET, { signature: old, body }, NOW)).toBe('forged');
});

test.each([
  '',
  't=,v1=',
  't=1',
  'v1=00',
  signature.slice(0, -1),
  `${signature}0`,
  ` ${signature}`,
  `${signature},v1=0`,
])('what has not that form is forged: %p', (other) => {
  expect(verifyWebhook(SECRET, { signature: other, body }, NOW)).toBe('forged');
});

test('a dot cannot be moved from the body into the time', () => {
  const shifted = signWebhook(SECRET, '5.x', new Date(1_000));
  expect(verifyWebhook(SECRET, { signature: shifted.replace('t=1', 't=15'), body: 'x' }, NOW)).toBe('forged');
});
