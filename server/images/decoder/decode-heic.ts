import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { MAX_HEIC_PIXELS } from '../intake/image-limits.ts';
import { Refusal } from './decoder-messages.ts';
import { SEND_AS_JPEG } from './heic.ts';
import { type ColourProfile, heicProfile } from './heic-profile.ts';

export interface HeicPixels {
  width: number;
  height: number;
  rgba: Uint8Array<ArrayBuffer>;
}

export type HeicAnswer = HeicPixels | { tooLarge: true };

export interface HeicPicture extends HeicPixels {
  /** How `rgba` is to be read; as sRGB when it is missing. */
  profile: ColourProfile | undefined;
}

/**
 * The first picture of a HEIC file, upright: what the container says about turning and mirroring (irot, imir) is done,
 * and what EXIF says beside it counts no more (ISO 23008-12). Throws Refusal. Runs in the decoder's process, in a thread
 * that lives for one picture: WebAssembly never gives memory back, and this one must be free to watch over it.
 */
export async function decodeHeic(file: Uint8Array): Promise<HeicPicture> {
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { workerData: file });
  try {
    // Rejects when the thread throws.
    const [answer] = (await once(worker, 'message').catch(() => {
      throw new Refusal('unsupported_image', `The picture is damaged. ${SEND_AS_JPEG}`);
    })) as [HeicAnswer];
    if ('tooLarge' in answer) {
      const detail = `A HEIC picture may have ${MAX_HEIC_PIXELS / 1e6} million pixels. ${SEND_AS_JPEG}`;
      throw new Refusal('image_too_many_pixels', detail);
    }
    return { ...answer, profile: heicProfile(file) };
  } finally {
    await worker.terminate();
  }
}
