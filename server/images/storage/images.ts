/** Uploaded photos. "Not there" and "not yours" are the same `undefined`. */
export interface Images {
  add(image: NewImage, bytes: Buffer): Promise<void>;
  get(owner: ImageOwner, imageId: string): Promise<Image | undefined>;
  /** The re-encoded bytes. */
  read(owner: ImageOwner, imageId: string): Promise<Buffer | undefined>;
  /** What was sent since then: by a visitor, or to the whole store when no visitor is named. */
  sentSince(owner: ImageOwner, since: Date): Promise<SentAmount>;
  /**
   * Ids of older photos of the same visitor that show the very same picture, newest first: the same file, or another
   * one of it (smaller, compressed anew), but no second shot of the same thing. Empty for a photo that is not there.
   */
  sameAs(owner: ImageOwner, imageId: string): Promise<string[]>;
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

export interface SentAmount {
  photos: number;
  /** As they were sent, which is more than what is kept of them. */
  bytes: number;
}

export interface NewImage extends Image {
  sentBytes?: number;
  /** See `isSamePicture`; a photo without one is the same as no other. */
  print?: Buffer;
}
