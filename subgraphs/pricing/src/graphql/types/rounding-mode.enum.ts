import { registerEnumType } from 'type-graphql';

export enum RoundingMode {
  HALF_EVEN = 'HALF_EVEN',
  HALF_UP = 'HALF_UP',
  HALF_DOWN = 'HALF_DOWN',
}

registerEnumType(RoundingMode, {
  name: 'RoundingMode',
  description: 'What becomes of an exact half of the smallest unit.',
  valuesConfig: {
    HALF_EVEN: { description: 'It goes to the even neighbour.' },
    HALF_UP: { description: 'It goes away from zero.' },
    HALF_DOWN: { description: 'It goes towards zero.' },
  },
});
