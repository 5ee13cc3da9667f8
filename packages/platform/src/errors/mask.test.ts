import { GraphQLError, buildSchema, graphql } from 'graphql';
import { maskError } from './mask';

const schema = buildSchema(`
  input Wanted { code: String!, count: Int }
  type Query { take(input: Wanted!): Int }
`);

/** What a client sees when it sends this as the variable. */
async function shown(input: unknown): Promise<string> {
  const { errors } = await graphql({
    schema,
    source: 'query ($input: Wanted!) { take(input: $input) }',
    variableValues: { input },
  });
  const [error] = errors ?? [];
  // As the server marks it.
  const marked = new GraphQLError(error?.message ?? '', {
    originalError: error?.originalError,
    extensions: { code: 'BAD_USER_INPUT' },
  });
  return maskError(marked, { correlationId: 'c1' }).message;
}

test.each([
  [
    { code: 'SECRET; "x" at "y"', count: 'many' },
    'Variable "$input" got an invalid value at "input.count"; Int cannot represent non-integer value',
  ],
  [
    { count: 1, code: 'SECRET', cod: 'SECRET' },
    'Variable "$input" got an invalid value at "$input"; Field "cod" is not defined by type "Wanted". Did you mean "code"?',
  ],
  ['SECRET', 'Variable "$input" got an invalid value at "$input"; Expected type "Wanted" to be an object.'],
  [
    { code: ['SECRET; x'] },
    'Variable "$input" got an invalid value at "input.code"; String cannot represent a non string value',
  ],
])('a variable that does not fit is not repeated: %p', async (input, message) => {
  const seen = await shown(input);
  expect(seen).not.toContain('SECRET');
  expect(seen).toBe(message);
});

test('an error that came from another process keeps only the name of the variable', () => {
  const error = new GraphQLError('Variable "$input" got invalid value { code: "SECRET" }; Field …', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(maskError(error, { correlationId: 'c1' }).message).toBe('Variable "$input" got an invalid value');
});

test('other messages stay as they are', () => {
  const error = new GraphQLError('Variable "$input" of required type "Wanted!" was not provided.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(maskError(error, { correlationId: 'c1' }).message).toBe(error.message);
});
