/** Where the bytes of re-encoded photos lie. Names are image ids (UUIDs); anything else is refused as a bug. */
export interface ImageFiles {
  /** Whole or not at all; when it resolves the bytes survive a crash. */
  write(imageId: string, bytes: Buffer): Promise<void>;
  read(imageId: string): Promise<Buffer | undefined>;
  /** Fine when there is none. */
  remove(imageId: string): Promise<void>;
}
