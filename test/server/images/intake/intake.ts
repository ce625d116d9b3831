import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forkedImageDecoder } from '../../../../server/images/decoder/image-decoder.ts';
import { acceptUpload, type UploadDeps } from '../../../../server/images/intake/accept-upload.ts';
import { incomingFiles } from '../../../../server/images/intake/incoming-files.ts';
import { type UploadLimits, uploadQuota } from '../../../../server/images/intake/upload-quota.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { fakeImages } from '../../../fakes/fake-images.ts';

export const UPLOAD_LIMITS: UploadLimits = {
  visitor: { photosADay: 20 },
  store: {},
  visitorAtOnce: 3,
  inAll: 64,
};
export const NOW = new Date('2026-03-04T05:06:07Z');

/** The real intake on a folder of its own, with photos kept in memory. */
export async function openIntake() {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-intake-'));
  const images = fakeImages();
  const clock = { now: () => NOW };
  const deps = {
    images,
    clock,
    incoming: incomingFiles(folder),
    decoder: forkedImageDecoder(),
    quota: uploadQuota(images, { clock, limits: UPLOAD_LIMITS }),
  } satisfies UploadDeps;
  return {
    ...deps,
    async filesLeft(): Promise<string[]> {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    async [Symbol.asyncDispose]() {
      await deps.decoder.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export function someOwner() {
  return { storeId: newId(), visitorId: newId() };
}

/** A shopper who sends photos. */
export function someShopper(intake: UploadDeps) {
  const owner = someOwner();
  const accept = (bytes: Uint8Array, contentLength?: number) =>
    acceptUpload(intake, owner, { body: inPieces(bytes), contentLength });
  return {
    owner,
    accept,
    /** What is kept of it. */
    async acceptAndRead(bytes: Uint8Array): Promise<Buffer> {
      const image = await accept(bytes);
      const kept = await intake.images.read(owner, image.id);
      if (!kept) throw new Error('the photo was not kept');
      return kept;
    },
  };
}

/** As a network delivers it: in pieces. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
