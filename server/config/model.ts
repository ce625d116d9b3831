import { z } from 'zod';
import type { ModelEndpoint } from '../model/model-endpoint.ts';
import { Count, Dollars, Key, Milliseconds, WebUrl, Word } from './values.ts';

/** How long each part of a model call may take, in milliseconds. */
export interface ModelLimits {
  connectMs: number;
  firstByteMs: number;
  firstContentMs: number;
  /** Between two pieces of an answer. */
  idleMs: number;
  /** The whole call. */
  totalMs: number;
  tries: number;
}

/** How an endpoint that fails, or has no room, is treated. */
export interface ModelCare {
  /** So many failures in a row keep calls away from it … */
  breakerFailures: number;
  /** … for so long, in milliseconds; then one call tries it. */
  breakerOpenMs: number;
  /** Calls that may stand in line for it in this process. */
  queueLength: number;
  /** The longest that a call stands in line, in milliseconds. */
  queueMs: number;
}

export interface ModelConfig {
  /** Undefined: run the demo model. */
  endpoint: ModelEndpoint | undefined;
  fallbacks: ModelEndpoint[];
  limits: ModelLimits;
  care: ModelCare;
  /** What the whole installation may spend in a day, in millionths of a US dollar; undefined for no limit. */
  dayBudgetMicros: number | undefined;
  /** Ask each endpoint a few questions when the server starts, and log what is wrong with it. */
  checkAtStart: boolean;
}

const Fallbacks = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.strictObject({
        base_url: WebUrl,
        api_key: Key.optional(),
        name: Word.min(1),
        requests_per_minute: z.int().min(1).optional(),
        tokens_per_minute: z.int().min(1).optional(),
        context_tokens: z.int().min(1_000).optional(),
        max_output_tokens: z.int().min(1).optional(),
        images: z.boolean().optional(),
        tools: z.boolean().optional(),
      }),
    ),
  );

export const MODEL_ENVIRONMENT = {
  MODEL_BASE_URL: WebUrl.optional(),
  MODEL_API_KEY: Key.optional(),
  MODEL_NAME: Word.optional(),
  MODEL_FALLBACKS: Fallbacks.default([]),
  MODEL_CONNECT_TIMEOUT_MS: Milliseconds.default(10_000),
  MODEL_FIRST_BYTE_TIMEOUT_MS: Milliseconds.default(30_000),
  MODEL_FIRST_CONTENT_TIMEOUT_MS: Milliseconds.default(45_000),
  MODEL_IDLE_TIMEOUT_MS: Milliseconds.default(20_000),
  MODEL_TIMEOUT_MS: Milliseconds.default(60_000),
  MODEL_MAX_TRIES: z.coerce
    .number('must be a number from 1 to 10')
    .int('must be a whole number from 1 to 10')
    .min(1, 'must be a number from 1 to 10')
    .max(10, 'must be a number from 1 to 10')
    .default(3),
  MODEL_REQUESTS_PER_MINUTE: Count.optional(),
  MODEL_TOKENS_PER_MINUTE: Count.optional(),
  MODEL_CONTEXT_TOKENS: Count.min(1_000, 'must be at least 1000').optional(),
  MODEL_MAX_OUTPUT_TOKENS: Count.optional(),
  MODEL_BREAKER_FAILURES: Count.default(5),
  MODEL_BREAKER_OPEN_MS: Milliseconds.default(60_000),
  MODEL_QUEUE_LENGTH: Count.default(100),
  MODEL_QUEUE_TIMEOUT_MS: Milliseconds.default(30_000),
  MODEL_DAY_BUDGET_USD: Dollars.optional(),
  MODEL_CHECK_AT_START: z.stringbool('must be true or false').default(true),
};

const ModelEnvironment = z.object(MODEL_ENVIRONMENT);

export function arrangeModel(values: z.infer<typeof ModelEnvironment>): ModelConfig {
  return {
    endpoint: values.MODEL_BASE_URL
      ? {
          baseUrl: values.MODEL_BASE_URL,
          apiKey: values.MODEL_API_KEY,
          model: values.MODEL_NAME ?? '',
          requestsPerMinute: values.MODEL_REQUESTS_PER_MINUTE,
          tokensPerMinute: values.MODEL_TOKENS_PER_MINUTE,
          contextTokens: values.MODEL_CONTEXT_TOKENS,
          maxOutputTokens: values.MODEL_MAX_OUTPUT_TOKENS,
        }
      : undefined,
    fallbacks: values.MODEL_FALLBACKS.map((fallback) => ({
      baseUrl: fallback.base_url,
      apiKey: fallback.api_key,
      model: fallback.name,
      requestsPerMinute: fallback.requests_per_minute,
      tokensPerMinute: fallback.tokens_per_minute,
      contextTokens: fallback.context_tokens,
      maxOutputTokens: fallback.max_output_tokens,
      images: fallback.images,
      tools: fallback.tools,
    })),
    limits: {
      connectMs: values.MODEL_CONNECT_TIMEOUT_MS,
      firstByteMs: values.MODEL_FIRST_BYTE_TIMEOUT_MS,
      firstContentMs: values.MODEL_FIRST_CONTENT_TIMEOUT_MS,
      idleMs: values.MODEL_IDLE_TIMEOUT_MS,
      totalMs: values.MODEL_TIMEOUT_MS,
      tries: values.MODEL_MAX_TRIES,
    },
    care: {
      breakerFailures: values.MODEL_BREAKER_FAILURES,
      breakerOpenMs: values.MODEL_BREAKER_OPEN_MS,
      queueLength: values.MODEL_QUEUE_LENGTH,
      queueMs: values.MODEL_QUEUE_TIMEOUT_MS,
    },
    dayBudgetMicros:
      values.MODEL_DAY_BUDGET_USD === undefined
        ? undefined
        : Math.round(values.MODEL_DAY_BUDGET_USD * 1_000_000),
    checkAtStart: values.MODEL_CHECK_AT_START,
  };
}
