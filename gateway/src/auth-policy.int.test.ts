import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bearer, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

describe('the auth policy', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway();
  });
  afterAll(() => test.stop());

  it('refuses the whole operation without a token, names the field and asks no subgraph', async () => {
    test.shop.requests.length = 0;
    const answer = await test.query('{ products { id } favourites { id } }');
    expect(answer.status).toBe(401);
    expect(answer.json.data).toBeUndefined();
    expect(answer.json.errors).toMatchObject([
      { message: 'Query.favourites needs a signed-in viewer', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(test.shop.requests).toHaveLength(0);
  });

  it('refuses the wrong role and lets each alternative pass', async () => {
    const refused = await test.query('{ margins { id } }', await bearer('customer'));
    expect([refused.status, refused.json.errors?.[0]?.extensions['code']]).toEqual([403, 'FORBIDDEN']);
    for (const role of ['support', 'admin'] as const) {
      expect((await test.query('{ margins { id } }', await bearer(role))).json).toEqual({
        data: { margins: [{ id: '2' }] },
      });
    }
  });

  it('counts a field in a fragment, under an alias and behind @include(if: false)', async () => {
    const hidden =
      'query ($no: Boolean!) { ...A } fragment A on Query { harmless: favourites @include(if: $no) { id } }';
    const answer = await test.post({ query: hidden, variables: { no: false } });
    expect(answer.json.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('a gateway whose policy lacks an entry does not start', async () => {
    const authPolicyPath = join(tmpdir(), `agora-policy-${String(process.pid)}.json`);
    await writeFile(authPolicyPath, '{"Query.favourites": {"authenticated": true}}');
    await expect(startTestGateway({ config: { authPolicyPath } })).rejects.toThrow(
      'do not agree on Query.margins',
    );
  });
});
