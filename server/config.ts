import path from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import {
  arrangeEmbedding,
  EMBEDDING_ENVIRONMENT,
  type EmbeddingConfig,
} from './config-embedding.ts';
import {
  arrangeImages,
  IMAGES_ENVIRONMENT,
  type ImagesConfig,
  imageStoreMistake,
} from './config-images.ts';
import { arrangeLimits, LIMITS_ENVIRONMENT, type ShopperLimits } from './config-limits.ts';
import type { ModelEndpoint } from './model/model-endpoint.ts';
import { SECRET_KEY_CHARACTERS } from './shop/secret-key.ts';

/** Settings that cannot be used. The message names every mistake, a line each. */
export class ConfigError extends Error {
  constructor(mistakes: string[]) {
    super(`The settings are not right:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

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

export interface Config {
  port: number;
  host: string;
  /** How browsers reach us; without a slash at the end. */
  publicUrl: string;
  /** Undefined: run the embedded Postgres. */
  databaseUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  /** Undefined: made once and kept in dataDir. */
  secretKey: string | undefined;
  /** How long a signed quote is good for, in milliseconds. */
  quoteLifeMs: number;
  model: {
    /** Undefined: run the demo model. */
    endpoint: ModelEndpoint | undefined;
    fallbacks: ModelEndpoint[];
    limits: ModelLimits;
    care: ModelCare;
    /** What the whole installation may spend in a day, in millionths of a US dollar; undefined for no limit. */
    dayBudgetMicros: number | undefined;
    /** Ask each endpoint a few questions when the server starts, and log what is wrong with it. */
    checkAtStart: boolean;
  };
  /** Undefined: search by words alone. */
  embedding: EmbeddingConfig | undefined;
  admin: { email: string | undefined; password: string | undefined };
  /** How long a turn goes on when nobody reads it any more, in milliseconds. */
  leaveGraceMs: number;
  /** How events are written down: so many in a statement, each waiting so long for others, in milliseconds. */
  eventBatches: { intervalMs: number; size: number };
  /** How long running turns may take to end when the process is asked to, before others take them over. */
  drainMs: number;
  limits: ShopperLimits;
  images: ImagesConfig;
  /** Address ranges (CIDR) of proxies whose forwarding headers are believed. */
  trustedProxies: string[];
  logLevel: LogLevel;
}

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);
export type LogLevel = z.infer<typeof LogLevel>;

const WebUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));
const MillisecondsOrNone = z.coerce
  .number('must be a number of milliseconds')
  .int('must be a whole number of milliseconds')
  .min(0, 'must not be negative')
  .max(600_000, 'must be at most 600000 milliseconds');
const Milliseconds = MillisecondsOrNone.min(1, 'must be at least 1 millisecond');
const Dollars = z.coerce
  .number('must be a number of US dollars')
  .min(0, 'must not be negative')
  .max(1_000_000, 'must be at most 1000000 US dollars');
const Count = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be at least 1');

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
        api_key: z.string().trim().optional(),
        name: z.string().trim().min(1),
        requests_per_minute: z.int().min(1).optional(),
        tokens_per_minute: z.int().min(1).optional(),
        context_tokens: z.int().min(1_000).optional(),
        max_output_tokens: z.int().min(1).optional(),
        images: z.boolean().optional(),
        tools: z.boolean().optional(),
      }),
    ),
  );

const AddressRanges = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.string().refine(isAddressRange, 'must be address ranges like 10.0.0.0/8, comma-separated'),
    ),
  );

const Environment = z.object({
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: WebUrl.optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a URL that starts with postgres://' })
    .refine(hasKnownSslMode, 'has an sslmode that does not exist')
    .optional(),
  DATA_DIR: z.string().default('.aisle'),
  SECRET_KEY: z
    .string()
    .trim()
    .min(SECRET_KEY_CHARACTERS, `must have at least ${SECRET_KEY_CHARACTERS} characters`)
    .optional(),
  QUOTE_VALID_MINUTES: Count.max(1_440, 'must be at most 1440 minutes').default(30),
  MODEL_BASE_URL: WebUrl.optional(),
  // From a file, a key ends with a line break, which no header takes.
  MODEL_API_KEY: z.string().trim().optional(),
  MODEL_NAME: z.string().trim().optional(),
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
  ...EMBEDDING_ENVIRONMENT,
  ADMIN_EMAIL: z.email('must be an e-mail address').toLowerCase().optional(),
  ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  LEAVE_GRACE_MS: MillisecondsOrNone.default(30_000),
  EVENT_BATCH_MS: Milliseconds.max(1_000, 'must be at most 1000 milliseconds').default(50),
  EVENT_BATCH_SIZE: Count.max(10_000, 'must be at most 10000').default(500),
  SHUTDOWN_DRAIN_MS: MillisecondsOrNone.default(25_000),
  ...LIMITS_ENVIRONMENT,
  ...IMAGES_ENVIRONMENT,
  TRUSTED_PROXIES: AddressRanges.default([]),
  LOG_LEVEL: LogLevel.default('info'),
});
type Environment = z.infer<typeof Environment>;

/** All settings, from the environment given; an empty text counts as unset. Throws ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = Environment.safeParse(set);
  const mistakes = (result.error?.issues ?? []).map(
    (issue) => `${String(issue.path[0])} ${where(issue.path.slice(1))}${issue.message}`,
  );
  if (set.MODEL_BASE_URL && !set.MODEL_NAME) {
    mistakes.push('MODEL_NAME must be set when MODEL_BASE_URL is');
  }
  if (set.EMBEDDING_MODEL && !set.EMBEDDING_BASE_URL && !set.MODEL_BASE_URL) {
    mistakes.push(
      'EMBEDDING_BASE_URL must be set when EMBEDDING_MODEL is and MODEL_BASE_URL is not',
    );
  }
  const imageStore = imageStoreMistake(set);
  if (imageStore) mistakes.push(imageStore);
  if (!result.success || mistakes.length > 0) throw new ConfigError([...new Set(mistakes)]);
  return arrange(result.data);
}

function where(path: PropertyKey[]): string {
  return path.length === 0 ? '' : `(at ${path.map(String).join('.')}) `;
}

function arrange(values: Environment): Config {
  const { PORT: port } = values;
  return {
    port,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${port}`,
    databaseUrl: values.DATABASE_URL,
    dataDir: path.resolve(values.DATA_DIR),
    secretKey: values.SECRET_KEY,
    quoteLifeMs: values.QUOTE_VALID_MINUTES * 60_000,
    model: {
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
    },
    embedding: arrangeEmbedding(values, {
      baseUrl: values.MODEL_BASE_URL,
      apiKey: values.MODEL_API_KEY,
    }),
    admin: { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD },
    leaveGraceMs: values.LEAVE_GRACE_MS,
    eventBatches: { intervalMs: values.EVENT_BATCH_MS, size: values.EVENT_BATCH_SIZE },
    drainMs: values.SHUTDOWN_DRAIN_MS,
    limits: arrangeLimits(values),
    images: arrangeImages(values, {
      baseUrl: values.MODEL_BASE_URL,
      apiKey: values.MODEL_API_KEY,
    }),
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
  };
}

function isAddressRange(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

function hasKnownSslMode(url: string): boolean {
  const mode = URL.parse(url)?.searchParams.get('sslmode');
  return mode === undefined || mode === null || SSL_MODES.includes(mode);
}
