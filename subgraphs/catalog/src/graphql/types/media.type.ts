import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export const MediaKind = {
  IMAGE: 'IMAGE',
  VIDEO: 'VIDEO',
  FILE: 'FILE',
} as const;
export type MediaKind = (typeof MediaKind)[keyof typeof MediaKind];

registerEnumType(MediaKind, {
  name: 'MediaKind',
  description: 'What a medium is.',
  valuesConfig: {
    IMAGE: { description: 'A picture.' },
    VIDEO: { description: 'A film.' },
    FILE: { description: 'A document to download.' },
  },
});

export const MediaStatus = {
  PENDING: 'PENDING',
  PROCESSING: 'PROCESSING',
  READY: 'READY',
  FAILED: 'FAILED',
} as const;
export type MediaStatus = (typeof MediaStatus)[keyof typeof MediaStatus];

registerEnumType(MediaStatus, {
  name: 'MediaStatus',
  description: 'Whether a medium can be shown.',
  valuesConfig: {
    PENDING: { description: 'Not uploaded yet.' },
    PROCESSING: { description: 'Uploaded, being prepared.' },
    READY: { description: 'Can be shown: `url` is set.' },
    FAILED: { description: 'Could not be prepared.' },
  },
});

@ObjectType('Media', { description: 'A picture of a product.' })
export class Media {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => MediaKind, { description: 'What it is.' })
  kind!: MediaKind;

  @Field(() => MediaStatus, { description: 'Whether it can be shown.' })
  status!: MediaStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Path on the gateway, e.g. "/media/linen-shirt.svg"; null until it is READY.',
  })
  url!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it shows, for people who cannot see it; null when nobody wrote it.',
  })
  altText!: string | null;

  @Field(() => Int, { nullable: true, description: 'Width in pixels; null for what has none.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in pixels; null for what has none.' })
  height!: number | null;
}
