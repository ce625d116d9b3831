/**
 * What is remembered of the pictures of each store's products. A `space` names one way of looking at a picture; what
 * was seen in two spaces is never compared.
 */
export interface PictureSignatures {
  /** Every picture of the store's products, with what of it was described. */
  pictures(storeId: string): Promise<CatalogPicture[]>;
  put(storeId: string, signature: PictureSignature): Promise<void>;
  /** Forgets pictures that no product shows now. */
  prune(storeId: string): Promise<void>;
  /** Notes that all of the store's pictures were described in `space`, and forgets what was seen in those it replaces. */
  complete(storeId: string, space: string, replaced: string[]): Promise<void>;
  /** The spaces that were complete once. New pictures may lack for a while. */
  completeSpaces(storeId: string): Promise<string[]>;
  /** Another text whenever a signature was added, changed or removed, or a space became complete. */
  version(storeId: string): Promise<string>;
  /** Everything seen in one space, in pages. */
  values(storeId: string, space: string): AsyncIterable<PictureValue[]>;
  /** Encoded details by `pictureKey`; those that are gone are left out. */
  details(storeId: string, space: string, pictures: PictureKey[]): Promise<Map<string, Buffer>>;
  /** The names of all products that have a picture, for the words on their photos. */
  names(storeId: string): Promise<{ productId: string; name: string }[]>;
}

export interface PictureKey {
  productId: string;
  url: string;
}

export interface CatalogPicture extends PictureKey {
  described: { space: string; sha256: Buffer }[];
}

export interface PictureSignature extends PictureKey {
  space: string;
  /** Of the picture's bytes. */
  sha256: Buffer;
  /** Kept in memory for every picture. */
  value: Buffer;
  /** Read for the few pictures that are compared closely. */
  detail?: Buffer;
}

export interface PictureValue extends PictureKey {
  value: Buffer;
}

export function pictureKey({ productId, url }: PictureKey): string {
  return `${productId} ${url}`;
}
