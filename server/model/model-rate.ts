/** How much an endpoint may be asked in a minute, shared by all processes of the installation. */
export interface ModelRate {
  /** Takes one request and `tokens` from the endpoint's buckets: 0 when taken, else the milliseconds until it may be there. */
  take(endpoint: string, tokens: number): Promise<number>;
  /** Corrects the buckets by what was used more (or less, negative) than taken. */
  correct(endpoint: string, tokens: number): Promise<void>;
  /** Believes the endpoint about its own limits. */
  learn(endpoint: string, limits: RateLimits): Promise<void>;
}

/** What an endpoint says of its limits in the headers of an answer, as far as it does. */
export interface RateLimits {
  requestsPerMinute?: number;
  tokensPerMinute?: number;
  requestsLeft?: number;
  tokensLeft?: number;
  /** Milliseconds in which no request will be answered. */
  blockedForMs?: number;
}
