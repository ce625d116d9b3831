import { AppError } from '../../errors.ts';
import type { ImageDecoder } from '../decoder/image-decoder.ts';
import { JobFailure } from '../decoder/job-process.ts';
import type { PhotoMean, PhotoMeans } from '../matching/photo-means.ts';
import { SearchFailure } from './picture-search.ts';
import type { PictureTrait, TraitKind } from './picture-traits.ts';
import { RecogniserError } from './recogniser.ts';
import { type CentredVector, type PhotoSigns, readLines } from './store-index.ts';
import { decodeVector } from './vectors.ts';

/** What was seen of a photo, and what could not be. */
export interface SeenPhoto {
  signs: PhotoSigns;
  /** An encoded detail, to compare closely. */
  detail?: Buffer;
  /** Shapes are compared with the mean of the store's photos. */
  warm: boolean;
  degraded: string[];
}

export interface SeeDeps {
  decoder: Pick<ImageDecoder, 'describe'>;
  means: PhotoMeans;
  /** For one way of looking, in milliseconds, with the start of its process. */
  signalLimitMs: number;
}

export interface SeeOptions {
  storeId: string;
  traits: Map<TraitKind, PictureTrait>;
  signal: AbortSignal;
  /** Aborts when the photo has had its time; what was seen by then counts. */
  deadline: AbortSignal;
}

/** From so many photos on their mean is better than that of the pictures. */
const ENOUGH_PHOTOS = 20;

/** Looks at a photo in every way that works now; the decoder's process and the recogniser's work side by side. */
export async function seePhoto(
  deps: SeeDeps,
  photo: Buffer,
  { storeId, traits, signal, deadline }: SeeOptions,
): Promise<SeenPhoto> {
  const degraded: string[] = [];

  async function attempt<T>(name: string, see: (limit: AbortSignal) => Promise<T>) {
    const limit = AbortSignal.timeout(deps.signalLimitMs);
    try {
      return await within(AbortSignal.any([signal, deadline, limit]), see);
    } catch (error) {
      passOn(error, signal);
      degraded.push(name);
      return undefined;
    }
  }

  async function vector(kind: 'shape' | 'colour', name: string) {
    const trait = traits.get(kind);
    const seen = trait && (await attempt(name, (limit) => trait.describe(photo, limit)));
    if (!seen) return undefined;
    const mean = await deps.means.read(storeId, trait.space);
    return centred(decodeVector(seen.value), mean);
  }

  async function recognise() {
    const shape = await vector('shape', 'shapes_not_compared');
    const colour = await vector('colour', 'colours_not_compared');
    const reader = traits.get('text');
    const read =
      reader && (await attempt('text_not_read', (limit) => reader.describe(photo, limit)));
    return { shape, colour, text: read && readLines(read.value) };
  }

  const [look, recognised] = await Promise.all([
    attempt('details_not_compared', (limit) =>
      deps.decoder.describe(photo, { kind: 'photo', signal: limit }),
    ),
    recognise(),
  ]);
  return {
    signs: { look: look?.summary, ...recognised },
    detail: look?.detail,
    warm: recognised.shape?.mean !== undefined,
    degraded,
  };
}

/** Rejects with the signal's reason as soon as it aborts, also when the work does not look at it. */
async function within<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work(signal), promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function centred(vector: Float32Array, known: PhotoMean | undefined): CentredVector {
  const enough = known && known.photos >= ENOUGH_PHOTOS && known.mean.length === vector.length;
  return { vector, mean: enough ? known.mean : undefined };
}

/** Throws again what is not a way of looking that failed: the shopper went away, the server stops, or a fault of ours. */
export function passOn(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (error instanceof JobFailure && error.reason === 'stopped')
    throw new AppError('shutting_down', 'The server is restarting.', { cause: error });
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  const isKnown =
    error instanceof JobFailure ||
    error instanceof RecogniserError ||
    error instanceof SearchFailure ||
    (error instanceof AppError && error.code !== 'shutting_down');
  if (!isTimeout && !isKnown) throw error;
}
