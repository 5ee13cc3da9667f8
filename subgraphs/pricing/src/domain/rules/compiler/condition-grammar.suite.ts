import fc from 'fast-check';

/** Parts of texts and of facts, so that they meet. */
export const WORDS = ['', 'MUG', 'LAMP', 'US', 'vip', 'web', '-1', 'é😀'];

export const quoted = (word: string): string => JSON.stringify(word);

// What macros give names to is written §s (a text) and §n (a whole number): the nearest macro over such values gives it its name.
const TEXT_LOCAL = /§s/gu;
const NUMBER_LOCAL = /§n/gu;

interface Grammar {
  int: string;
  double: string;
  uint: string;
  text: string;
  time: string;
  span: string;
  texts: string;
  numbers: string;
  map: string;
  any: string;
  bool: string;
}

const aWord = fc.constantFrom(...WORDS).map(quoted);
const name = fc.constantFrom('one', 'other', 'region');
const oneOf = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Puts arbitrary parts into the places of a form: `@` is a place. */
function form(pattern: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const [first = '', ...rest] = pattern.split('@');
  return fc
    .tuple(...parts)
    .map((values) => rest.reduce((text, after, place) => text + (values[place] ?? '') + after, first));
}

function forms(patterns: readonly string[], ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.oneof(...patterns.map((pattern) => form(pattern, ...parts)));
}

/** A macro over values that the pattern `local` stands for in its body. */
function macro(
  range: fc.Arbitrary<string>,
  calls: readonly string[],
  {
    local,
    body,
    result = body,
  }: { local: RegExp; body: fc.Arbitrary<string>; result?: fc.Arbitrary<string> },
): fc.Arbitrary<string> {
  return fc.tuple(range, oneOf(...calls), name, body, result).map(([over, call, variable, first, second]) => {
    const body = call.replace('B', () => first).replace('R', () => second);
    return `${over}.${body.replace(local, variable).replace('V', variable)}`;
  });
}

const TESTS = ['exists(V, B)', 'all(V, B)', 'exists_one(V, B)'];

const grammar = fc.letrec((tie: fc.LetrecTypedTie<Grammar>) => {
  const [int, double, uint, text] = [tie('int'), tie('double'), tie('uint'), tie('text')];
  const [time, span, map, bool] = [tie('time'), tie('span'), tie('map'), tie('bool')];
  const [texts, numbers, any] = [tie('texts'), tie('numbers'), tie('any')];
  const small = { depthSize: 'small', maxDepth: 3 } as const;
  return {
    int: fc.oneof(
      small,
      oneOf('line.quantity', 'line.subtotal', 'cart.subtotal', 'cart.quantity', '§n', '0', '1', '3', '1000'),
      oneOf('9223372036854775807', '9007199254740991', '4611686018427387904', 'line["quantity"]'),
      forms(['(@ + @)', '(@ - @)', '(@ * @)', '(@ / @)', '(@ % @)'], int, int),
      forms(['-(@)'], int),
      forms(['size(@)', '@.size()'], fc.oneof(text, texts, numbers, map)),
      form('(@ ? @ : @)', bool, int, int),
      form('@[@]', numbers, int),
      forms(['@.indexOf(@)', '@.lastIndexOf(@)'], text, text),
      form('int(@)', fc.oneof(double, text)),
      forms(['@.getHours()', '@.getDayOfWeek("Europe/Berlin")', '@.getFullYear()', '@.getMonth()'], time),
      forms(['@.getMinutes()', '@.getMilliseconds()'], span),
      form('cel.bind(bound, @, bound + @)', int, int),
      form('@.a', map),
    ),
    double: fc.oneof(
      small,
      oneOf('0.0', '1.5', '-2.25', '1e300', 'double("nan")'),
      forms(['(@ + @)', '(@ - @)', '(@ * @)', '(@ / @)'], double, double),
      form('double(@)', fc.oneof(int, text, uint)),
      form('-(@)', double),
    ),
    uint: fc.oneof(small, oneOf('0u', '3u'), form('uint(@)', int), forms(['(@ - @)', '(@ * @)'], uint, uint)),
    text: fc.oneof(
      small,
      oneOf('line.sku', 'line.category', 'region', 'channel', 'currency', '§s'),
      aWord,
      forms(['line.attributes[@]'], text),
      oneOf('line.attributes.MUG', 'line["sku"]', 'line[region]'),
      form('(@ + @)', text, text),
      form('(@ ? @ : @)', bool, text, text),
      form('@[@]', texts, int),
      forms(['@.lowerAscii()', '@.trim()', '@.substring(1)'], text),
      form('string(@)', fc.oneof(int, double, bool, uint)),
      forms(['@.join()', '@.join("-")'], texts),
      form('@.substring(0, @)', text, int),
    ),
    time: fc.oneof(
      small,
      oneOf('at', 'timestamp("2026-01-15T12:00:00Z")', 'timestamp("2030-01-01T00:00:00Z")'),
      forms(['(@ + @)', '(@ - @)'], time, span),
      form('timestamp(@)', fc.oneof(int, text)),
    ),
    span: fc.oneof(small, oneOf('duration("90m")', 'duration("-1.5s")'), form('(@ - @)', time, time)),
    texts: fc.oneof(
      small,
      oneOf('cart.skus', 'customer.segments', '[line.sku]'),
      forms(['[@]', '[@, "MUG"]'], text),
      form('[@, @]', text, text),
      form('(@ + @)', texts, texts),
      form('@.split(@)', text, text),
      form('(@ ? @ : [])', bool, texts),
      macro(texts, ['filter(V, B)'], { local: TEXT_LOCAL, body: bool }),
      macro(texts, ['map(V, B)'], { local: TEXT_LOCAL, body: text }),
      macro(texts, ['map(V, B, R)'], { local: TEXT_LOCAL, body: bool, result: text }),
      macro(numbers, ['map(V, B, R)'], { local: NUMBER_LOCAL, body: bool, result: text }),
      macro(map, ['filter(V, B)'], { local: TEXT_LOCAL, body: bool }),
    ),
    numbers: fc.oneof(
      small,
      forms(['[@]', '[@, 2]'], int),
      form('[@, @]', int, int),
      form('[@, @, 9223372036854775807]', int, int),
      macro(numbers, ['filter(V, B)'], { local: NUMBER_LOCAL, body: bool }),
      macro(numbers, ['map(V, B)'], { local: NUMBER_LOCAL, body: int }),
      macro(texts, ['map(V, B)'], { local: TEXT_LOCAL, body: int }),
      form('@.split(",").map(part, @)', text, int),
    ),
    map: fc.oneof(small, form('{"a": @, "MUG": @}', int, int), form('{@: @}', text, int)),
    any: fc.oneof(
      small,
      form('dyn(@)', fc.oneof(int, text, double, bool, texts, time, map, uint)),
      form('(@ ? dyn(@) : @)', bool, int, text),
    ),
    bool: fc.oneof(
      small,
      oneOf('true', 'false', 'has(line.attributes.MUG)', 'has(line.nothing)', 'has(cart.skus)', '!(§n > 2)'),
      ...[int, double, uint, text, time, span].map((operand) =>
        forms(['@ < @', '@ <= @', '@ > @', '@ >= @', '@ == @', '@ != @'], operand, operand),
      ),
      forms(['@ < @', '@ >= @'], int, fc.oneof(double, uint)),
      ...[texts, numbers, map, bool].map((operand) => forms(['(@) == (@)', '(@) != (@)'], operand, operand)),
      forms(['@ in @'], text, fc.oneof(texts, map)),
      form('@ in line.attributes', text),
      form('line.attributes == {@: @}', text, text),
      form('@ in @', int, numbers),
      forms(['@.startsWith(@)', '@.endsWith(@)', '@.contains(@)', '@.matches(@)'], text, text),
      forms(['@.matches("^M\\\\w+$")', '@.matches("(")'], text),
      form('!(@)', bool),
      forms(['(@) && (@)', '(@) || (@)'], bool, bool),
      form('(@ ? @ : @)', bool, bool, bool),
      macro(texts, TESTS, { local: TEXT_LOCAL, body: bool }),
      macro(numbers, TESTS, { local: NUMBER_LOCAL, body: bool }),
      macro(fc.oneof(map, oneOf('line.attributes')), TESTS, { local: TEXT_LOCAL, body: bool }),
      macro(any, TESTS, { local: TEXT_LOCAL, body: bool }),
      forms(['@ == @', '@ != @', '@ < @'], any, fc.oneof(any, int, text)),
      forms(['[@].exists(it, it == @)', '@ in [@]'], any, any),
      form('type(@) == int', fc.oneof(any, int)),
      form('[line].exists(it, it.subtotal > @)', int),
      form('cel.bind(bound, @, bound == "MUG" || @)', text, bool),
      form('b"abc" + bytes(@) == b"abcMUG"', text),
    ),
  };
});

/** Texts of conditions of the scope LINE in every form the language has; some are refused, as types do not fit or a bound is passed. */
export const aCondition: fc.Arbitrary<string> = grammar.bool.map((text) =>
  text.replace(TEXT_LOCAL, 'line.sku').replace(NUMBER_LOCAL, 'line.quantity'),
);
