import { parse, print, stripIgnoredCharacters } from 'graphql';
import { documentToPlan } from './document-to-plan';

const planned = (document: string): string => stripIgnoredCharacters(print(documentToPlan(parse(document))));

test.each([
  ['what is never wanted is left out', '{ a @skip(if: true) b @include(if: false) c }', '{c}'],
  ['what always is loses the condition', '{ a @skip(if: false) b @include(if: true) }', '{a b}'],
  [
    'what depends on a variable stays, unless a constant decides',
    'query ($v: Boolean!) { a @skip(if: $v) b @skip(if: $v) @include(if: false) c }',
    'query($v:Boolean!){a@skip(if:$v)c}',
  ],
  [
    'fragments go with their conditions, and when they are empty',
    '{ ... on T @skip(if: true) { a } ... on T { b @skip(if: true) } ...F @include(if: false) ...G c } fragment F on T { d } fragment G on T { e @skip(if: true) }',
    '{...G c}fragment F on T{d}fragment G on T{__typename}',
  ],
  ['an operation of which nothing is left says so', '{ a @skip(if: true) }', '{__typename}'],
  [
    'an object that has a condition and may be empty, or is, is asked for its type name',
    'query ($v: Boolean!) { o @skip(if: $v) { a @skip(if: $v) ... @include(if: $v) { b } ...F } p @skip(if: $v) { a @skip(if: $v) c } q { a @skip(if: true) } r { a @skip(if: $v) } } fragment F on T { d @skip(if: $v) }',
    'query($v:Boolean!){o@skip(if:$v){a@skip(if:$v)...@include(if:$v){b}...F __typename}p@skip(if:$v){a@skip(if:$v)c}q{__typename}r{a@skip(if:$v)}}fragment F on T{d@skip(if:$v)}',
  ],
  [
    'an object that has a condition and of which only fragments on types are selected, too',
    'query ($v: Boolean!) { o @skip(if: $v) { ... on T { a } } p @skip(if: $v) { ...F } q @skip(if: $v) { ... { a } } r { ... on T { a } } } fragment F on T { a }',
    'query($v:Boolean!){o@skip(if:$v){...on T{a}__typename}p@skip(if:$v){...F __typename}q@skip(if:$v){...{a}}r{...on T{a}}}fragment F on T{a}',
  ],
])('%s', (_, document, expected) => {
  expect(planned(document)).toBe(expected);
});
