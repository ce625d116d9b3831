import type { ImageDecoder } from '../decoder/image-decoder.ts';
import { SPACE as LOOK_SPACE } from '../look-alike/signature.ts';
import type { Recogniser } from './recogniser.ts';
import { COLOUR_SPACE, MOBILENET_SPACE, TEXT_SPACE } from './spaces.ts';
import { encodeVector } from './vectors.ts';

export type TraitKind = 'look' | 'shape' | 'colour' | 'text';

/**
 * One way of looking at a catalog's pictures. Of several of one kind the first is wanted; the others are used while the
 * first is not complete yet.
 */
export interface PictureTrait {
  kind: TraitKind;
  /** Begins with the kind and a colon, so that others of the kind are known when this one takes their place. */
  space: string;
  /** Rejects with AppError, RecogniserError or JobFailure when it cannot, or with the signal's reason. */
  describe(picture: Buffer, signal: AbortSignal): Promise<{ value: Buffer; detail?: Buffer }>;
}

/** What this version can see. */
export function pictureTraits(deps: {
  decoder: Pick<ImageDecoder, 'describe'>;
  recogniser: Pick<Recogniser, 'see'>;
}): PictureTrait[] {
  const { decoder, recogniser } = deps;
  return [
    {
      kind: 'look',
      space: LOOK_SPACE,
      async describe(picture, signal) {
        const { summary, detail } = await decoder.describe(picture, { signal });
        return { value: summary, detail };
      },
    },
    {
      kind: 'shape',
      space: MOBILENET_SPACE,
      describe: async (picture, signal) => ({
        value: encodeVector(await recogniser.see('shape', picture, signal)),
      }),
    },
    {
      kind: 'colour',
      space: COLOUR_SPACE,
      describe: async (picture, signal) => ({
        value: encodeVector(await recogniser.see('colour', picture, signal)),
      }),
    },
    {
      kind: 'text',
      space: TEXT_SPACE,
      async describe(picture, signal) {
        const lines = await recogniser.see('text', picture, signal);
        return { value: Buffer.from(JSON.stringify(lines)) };
      },
    },
  ];
}

/** Whether `space` is another way to see what `trait` sees. */
export function isOfKind(space: string, { kind }: PictureTrait): boolean {
  return space.startsWith(`${kind}:`);
}
