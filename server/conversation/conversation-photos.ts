import { MODEL_PHOTO_SIZE } from '../../shared/photo-size.ts';
import type { StoreSettings } from '../../shared/store.ts';
import { photosOf, type RememberedMessage, type ShownPhoto } from '../agent/model-history.ts';
import { AppError } from '../errors.ts';
import type { ImageDecoder } from '../images/decoder/image-decoder.ts';
import type { ImageOwner, Images } from '../images/storage/images.ts';

export interface PhotoDeps {
  images: Pick<Images, 'get' | 'read' | 'sameAs'>;
  decoder: Pick<ImageDecoder, 'shrink'>;
}

export interface PhotoWishes {
  /** How the shop wants photos looked at. */
  detail: StoreSettings['image_detail'];
  /** The model wants it closer. */
  closely: boolean;
  signal: AbortSignal;
}

/**
 * A photo as a model is sent it, no larger than it looks at. Undefined when it is not there or not the owner's. Throws
 * the signal's reason.
 */
export async function photoForModel(
  { images, decoder }: PhotoDeps,
  { owner, imageId }: { owner: Required<ImageOwner>; imageId: string },
  { detail: wanted, closely, signal }: PhotoWishes,
): Promise<ShownPhoto | undefined> {
  const [image, bytes] = await Promise.all([
    images.get(owner, imageId),
    images.read(owner, imageId),
  ]);
  if (!image || !bytes) return undefined;
  const detail = closely ? 'high' : wanted;
  const size = MODEL_PHOTO_SIZE[detail === 'low' ? 'low' : 'high'];
  const isSmall =
    Math.max(image.width, image.height) <= size.side && image.width * image.height <= size.pixels;
  const { mediaType } = image;
  if (isSmall) return { mediaType, base64: bytes.toString('base64'), detail };
  try {
    const { jpeg } = await decoder.shrink(bytes, size, signal);
    return { mediaType: 'image/jpeg', base64: jpeg.toString('base64'), detail };
  } catch (error) {
    // What is kept is small enough to be sent; a decoder that is busy must not cost the answer.
    if (!(error instanceof AppError)) throw error;
    return { mediaType, base64: bytes.toString('base64'), detail };
  }
}

/**
 * Photos of the last question that show the very picture of one before in this conversation, or before it in the same
 * question, with the id of the newest of those.
 */
export async function repeatedPhotos(
  { images }: Pick<PhotoDeps, 'images'>,
  owner: Required<ImageOwner>,
  messages: readonly RememberedMessage[],
): Promise<ReadonlyMap<string, string>> {
  const question = messages.findLast(({ role }) => role === 'user');
  const asked = question ? photosOf(question) : [];
  const before = new Set(messages.filter((message) => message !== question).flatMap(photosOf));
  const beside = new Set<string>();
  const repeats = new Map<string, string>();
  for (const imageId of asked) {
    // An upload that came a second time may have kept its id.
    const known = before.has(imageId)
      ? imageId
      : (await images.sameAs(owner, imageId)).find((same) => before.has(same) || beside.has(same));
    if (known !== undefined) repeats.set(imageId, known);
    beside.add(imageId);
  }
  return repeats;
}
