/** Where the bytes of re-encoded photos lie. Names are image ids (UUIDs); anything else is refused as a bug. */
export interface ImageFiles {
  /** Whole or not at all; when it resolves the bytes survive a crash. */
  write(imageId: string, bytes: Buffer): Promise<void>;
  read(imageId: string): Promise<Buffer | undefined>;
  /** Also what a killed process had written of it; false when there is nothing. */
  remove(imageId: string): Promise<boolean>;
}
