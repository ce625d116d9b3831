/** Pictures that merchants upload for their products. Anybody may see them: they are shown in storefronts. */
export interface CatalogPictures {
  add(picture: CatalogPicture, webp: Buffer): Promise<void>;
  /** The bytes; undefined when there is none with that id. */
  read(pictureId: string): Promise<Buffer | undefined>;
  /** How many a store has uploaded since then. */
  countSince(storeId: string, since: Date): Promise<number>;
  /** Notes which are shown by a product at `now`. */
  noteUse(now: Date): Promise<void>;
  /**
   * Deletes those that no product ever showed and that came before `neverUsedSince`, and those that none has shown
   * since `unusedSince`, so long that nobody takes a product's deletion back. Their files go later: see ImageRemovals.
   */
  deleteUnused(moments: { neverUsedSince: Date; unusedSince: Date }): Promise<void>;
}

export interface CatalogPicture {
  id: string;
  storeId: string;
  width: number;
  height: number;
  bytes: number;
  createdAt: Date;
}
