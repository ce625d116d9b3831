/** Finds pictures of the catalog that shoppers' photos cannot tell apart. */
export interface LookAlikePictures {
  /** Pictures of other products that look like one of this product's. Rejects when pictures cannot be compared now. */
  lookAlikePictures(storeId: string, productId: string): Promise<ComparedPictures>;
}

export interface ComparedPictures {
  /** Addresses of this product's pictures; others of its pictures were not looked at yet, or not in all ways. */
  compared: string[];
  /** The likest first, 50 at most. */
  alike: LookAlikePicture[];
}

export interface LookAlikePicture {
  productId: string;
  url: string;
  /** The picture of the product asked about. */
  like: string;
  /** 0.85 to 1; 1 is the same picture. */
  likeness: number;
}
