/** Finds products by what a question means, whatever its words. */
export interface ProductMeaning {
  /**
   * Ids of the products that are near in meaning, the nearest first. Never throws and never takes long: empty when nothing
   * is near enough, and when meaning cannot be told right now.
   */
  near(storeId: string, text: string): Promise<string[]>;
}
