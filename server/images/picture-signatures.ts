/** What is remembered of the pictures of each store's products, in one space. */
export interface PictureSignatures {
  /** Every picture of the store's products, with the hash of what was last described, if it was. */
  pictures(storeId: string): Promise<CatalogPicture[]>;
  put(storeId: string, picture: PictureSignature): Promise<void>;
  /** Forgets pictures that no product shows now. */
  prune(storeId: string): Promise<void>;
  /** Another text whenever a signature was added, changed or removed. */
  version(storeId: string): Promise<string>;
  summaries(storeId: string): Promise<PictureSummary[]>;
  /** Encoded details by id; those that are gone are left out. */
  details(storeId: string, ids: string[]): Promise<Map<string, Buffer>>;
}

export interface CatalogPicture {
  productId: string;
  url: string;
  sha256?: Buffer;
}

export interface PictureSignature {
  productId: string;
  url: string;
  /** Of the picture's bytes. */
  sha256: Buffer;
  /** Both encoded, see look-alike/signature.ts. */
  summary: Buffer;
  detail: Buffer;
}

export interface PictureSummary {
  id: string;
  productId: string;
  summary: Buffer;
}
