/** Turns texts into vectors: near ones mean about the same. */
export interface EmbeddingClient {
  /** What vectors can be compared with: the model, and its dimensions when they were chosen. */
  space: string;
  /**
   * One vector a text, in their order, each of length 1 and all of one dimension. Throws ModelFailure, and the signal's
   * reason on abort.
   */
  embed(texts: string[], signal: AbortSignal): Promise<Float32Array[]>;
}
