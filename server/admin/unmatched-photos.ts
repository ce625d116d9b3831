import type { UnmatchedPhotoPage } from '../../shared/admin-photos.ts';

/** Photos of shoppers that no picture of the shop was found with. They go when their conversation does. */
export interface UnmatchedPhotos {
  /** Newest first. Throws AppError `invalid_request` when `cursor` is not one of ours. */
  list(storeId: string, page: { limit: number; cursor?: string }): Promise<UnmatchedPhotoPage>;
}
