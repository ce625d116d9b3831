import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { ImageDecoder } from './image-decoder.ts';
import type { PictureSignatures } from './picture-signatures.ts';
import type { PictureSource } from './picture-source.ts';

export interface IndexDeps {
  signatures: PictureSignatures;
  source: PictureSource;
  decoder: ImageDecoder;
}

export interface IndexCount {
  described: number;
  unchanged: number;
  /** The source does not have them, or they cannot be read. */
  unreadable: number;
}

/**
 * Brings the signatures of a store's product pictures up to date: describes what is new or changed, forgets what is
 * gone. One picture at a time, so that shoppers' photos never wait for more than one; about 50 ms each. Safe to run
 * again, to stop at any time and to run in two processes at once. Throws the signal's reason, and AppError
 * `shutting_down` when the decoder was stopped.
 */
export async function indexCatalogPictures(
  deps: IndexDeps,
  storeId: string,
  signal: AbortSignal,
): Promise<IndexCount> {
  const count: IndexCount = { described: 0, unchanged: 0, unreadable: 0 };
  await deps.signatures.prune(storeId);
  for (const picture of await deps.signatures.pictures(storeId)) {
    signal.throwIfAborted();
    const bytes = await deps.source(picture.url);
    const sha256 = bytes && createHash('sha256').update(bytes).digest();
    if (!bytes || !sha256) {
      count.unreadable += 1;
    } else if (picture.sha256?.equals(sha256)) {
      count.unchanged += 1;
    } else {
      const described = await describe(deps.decoder, bytes, signal);
      if (described) {
        const { productId, url } = picture;
        await deps.signatures.put(storeId, { productId, url, sha256, ...described });
        count.described += 1;
      } else {
        count.unreadable += 1;
      }
    }
  }
  return count;
}

const TRIES = 3;
const PAUSE_MS = 2_000;

/** Undefined when the picture is at fault; a busy decoder is asked again, shoppers go first. */
async function describe(decoder: ImageDecoder, bytes: Buffer, signal: AbortSignal) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await decoder.describe(bytes, { signal });
    } catch (error) {
      const code = error instanceof AppError ? error.code : undefined;
      if (code === 'unsupported_image' || code === 'image_timeout') return undefined;
      if (code !== 'rate_limited' || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
