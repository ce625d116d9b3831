/** Uploaded photos. "Not there" and "not yours" are the same `undefined`. */
export interface Images {
  add(image: Image, bytes: Buffer): Promise<void>;
  get(owner: ImageOwner, imageId: string): Promise<Image | undefined>;
  /** The re-encoded bytes. */
  read(owner: ImageOwner, imageId: string): Promise<Buffer | undefined>;
  /** How many the visitor has uploaded since `since`. */
  countSince(owner: ImageOwner, since: Date): Promise<number>;
}

export interface ImageOwner {
  storeId: string;
  /** Absent for an admin, who may see every photo of the store. */
  visitorId?: string;
}

export interface Image {
  id: string;
  storeId: string;
  visitorId: string;
  /** Of the re-encoded bytes. */
  mediaType: 'image/jpeg' | 'image/webp' | 'image/png';
  width: number;
  height: number;
  bytes: number;
  sha256: Buffer;
  createdAt: Date;
}
