import type {
  MinuteLimits,
  ModelRate,
  RateAnswer,
  RateLimits,
  RateUse,
} from '../../server/model/model-rate.ts';

/** Buckets that say what the test wrote, and remember what they were told. */
export class FakeModelRate implements ModelRate {
  /** The milliseconds that the next takes are told to wait, in order; 0 (taken) when nothing is left. A promise keeps them waiting. */
  readonly answers: (number | Promise<number>)[] = [];
  readonly takes: number[] = [];
  readonly corrections: RateUse[] = [];
  readonly learnt: RateLimits[] = [];
  readonly configured: MinuteLimits[] = [];
  /** Names of the buckets that were asked for anything. */
  readonly buckets = new Set<string>();
  /** Set to let every question fail. */
  failure: Error | undefined;

  async configure(bucket: string, limits: MinuteLimits): Promise<void> {
    this.#asked(bucket);
    this.configured.push(limits);
  }

  async take(bucket: string, tokens: number): Promise<RateAnswer> {
    this.#asked(bucket);
    this.takes.push(tokens);
    return { waitMs: (await this.answers.shift()) ?? 0, paceMs: 0 };
  }

  async correct(bucket: string, difference: RateUse): Promise<void> {
    this.#asked(bucket);
    this.corrections.push(difference);
  }

  async learn(bucket: string, limits: RateLimits): Promise<void> {
    this.#asked(bucket);
    this.learnt.push(limits);
  }

  #asked(bucket: string): void {
    if (this.failure) throw this.failure;
    this.buckets.add(bucket);
  }
}
