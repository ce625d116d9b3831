/** How much endpoints may be asked in a minute, shared by all processes of the installation. `endpoint` names one and the key it is asked with. */
export interface ModelRate {
  /**
   * Replaces all limits known of the endpoint by what the operator says; one that he does not state is unknown
   * until the endpoint tells it. What is left in the buckets stays.
   */
  configure(endpoint: string, limits: MinuteLimits): Promise<void>;
  /**
   * Takes one request and `tokens` from the endpoint's buckets, both or none. Where no limit is known there is
   * always enough. More tokens than there are in a minute are given when the bucket is full, which then owes the rest.
   */
  take(endpoint: string, tokens: number): Promise<RateAnswer>;
  /** Takes what was used more than taken, or gives back (negative) what was used less. */
  correct(endpoint: string, difference: RateUse): Promise<void>;
  /** Believes the endpoint about its own limits; what it does not say stays as it is known. */
  learn(endpoint: string, limits: RateLimits): Promise<void>;
}

export interface RateAnswer {
  /** 0: taken. Else nothing was, and it may be there after so many milliseconds. */
  waitMs: number;
  /** The least time from this request to the next one, where requests are what is short; 0 when that is not known. */
  paceMs: number;
}

export interface MinuteLimits {
  requestsPerMinute?: number;
  tokensPerMinute?: number;
}

/** What an endpoint says of its limits with an answer, as far as it does. */
export interface RateLimits extends MinuteLimits {
  requestsLeft?: number;
  tokensLeft?: number;
  /** Milliseconds in which no request will be answered. */
  blockedForMs?: number;
}

export interface RateUse {
  requests: number;
  tokens: number;
}
