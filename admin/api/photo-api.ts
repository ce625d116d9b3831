import type { PhotoTrial, PictureCheck, UnmatchedPhotoPage } from '../../shared/admin-photos.ts';
import { request } from './request.ts';
import { type UploadOptions, upload } from './upload.ts';

const inStore = (store: string, path: string) => `/stores/${encodeURIComponent(store)}${path}`;

/** Six pictures, when shoppers' photos are compared at the same time. */
const CHECK_LIMIT_MS = 60_000;

/** The calls about photos, and about pictures as something to compare them with. All throw ApiProblem. */
export const photoApi = {
  try: (store: string, photo: Blob, options: UploadOptions) =>
    upload<PhotoTrial>(inStore(store, '/photos/try'), photo, options),
  check: (store: string, productId: string, signal: AbortSignal) =>
    request<PictureCheck>(
      inStore(store, `/products/${encodeURIComponent(productId)}/picture-check`),
      { signal, limitMs: CHECK_LIMIT_MS },
    ),
  unmatched: (store: string, cursor: string | undefined, signal?: AbortSignal) => {
    const page = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return request<UnmatchedPhotoPage>(inStore(store, `/photos/unmatched${page}`), { signal });
  },
  /** Of a photo that a shopper sent. */
  url: (store: string, imageId: string) =>
    `/admin/api${inStore(store, `/images/${encodeURIComponent(imageId)}`)}`,
};
