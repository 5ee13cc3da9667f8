import { parse, print, stripIgnoredCharacters } from 'graphql';
import { inlineFragments } from './inline-fragments';

const inlined = (source: string): string => stripIgnoredCharacters(print(inlineFragments(parse(source))));

describe('documents without named fragments', () => {
  it('have each fragment written out where it is spread, also inside others, with its conditions', () => {
    const source = `query($x: Boolean!) { cart { ...A total { ...M @include(if: $x) } } }
      fragment A on Cart { id cost { ...M } }
      fragment M on Money { amount }`;
    expect(inlined(source)).toBe(
      'query($x:Boolean!){cart{...on Cart{id cost{...on Money{amount}}}total{...on Money@include(if:$x){amount}}}}',
    );
  });

  it('are left as they are when there is none', () => {
    const document = parse('{ cart { ... on Cart { id } } }');
    expect(inlineFragments(document)).toBe(document);
  });
});
