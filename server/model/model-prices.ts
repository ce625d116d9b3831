/** Millionths of a US dollar for a million tokens. */
export interface ModelPrice {
  inputMicros: number;
  outputMicros: number;
  /** For input that came from the provider's cache; as other input when absent. */
  cachedInputMicros: number | undefined;
}

/** What the merchant says that models cost. */
export interface ModelPrices {
  /** By the model's name as it is configured; undefined when nobody has set a price. May be seconds old. */
  priceOf(model: string): Promise<ModelPrice | undefined>;
}
