import path from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import {
  arrangeEmbedding,
  EMBEDDING_ENVIRONMENT,
  type EmbeddingConfig,
} from './config/embedding.ts';
import {
  arrangeImages,
  IMAGES_ENVIRONMENT,
  type ImagesConfig,
  imageStoreMistake,
} from './config/images.ts';
import { arrangeLimits, LIMITS_ENVIRONMENT, type ShopperLimits } from './config/limits.ts';
import { arrangeModel, MODEL_ENVIRONMENT, type ModelConfig } from './config/model.ts';
import { Count, Milliseconds, MillisecondsOrNone, WebUrl } from './config/values.ts';
import { SECRET_KEY_CHARACTERS } from './shop/secret-key.ts';

/** Settings that cannot be used. The message names every mistake, a line each. */
export class ConfigError extends Error {
  constructor(mistakes: string[]) {
    super(`The settings are not right:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
  }
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
  model: ModelConfig;
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
    .min(1, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: WebUrl.refine(
    (url) => !/[?#@]/.test(url),
    'must be an address alone, without a name, ? or #',
  ).optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error:
        'must be a URL that starts with postgres://, with / # ? @ of a password percent-encoded',
    })
    .refine(hasKnownSslMode, 'has an sslmode that does not exist')
    .refine(isWellEncoded, 'has a % that stands for nothing: in a password write it as %25')
    .optional(),
  DATA_DIR: z.string().default('.aisle'),
  SECRET_KEY: z
    .string()
    .trim()
    .min(SECRET_KEY_CHARACTERS, `must have at least ${SECRET_KEY_CHARACTERS} characters`)
    .optional(),
  QUOTE_VALID_MINUTES: Count.max(1_440, 'must be at most 1440 minutes').default(30),
  ...MODEL_ENVIRONMENT,
  ...EMBEDDING_ENVIRONMENT,
  // As browsers see it: the default, admin@localhost, is one.
  ADMIN_EMAIL: z
    .email({ pattern: z.regexes.html5Email, error: 'must be an e-mail address' })
    .toLowerCase()
    .optional(),
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

/** All settings, from the environment given; an empty text counts as unset, blanks at the ends as absent. Throws ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(env)
      .filter(([, value]) => value?.trim())
      .map(([name, value]) => [name, name === 'ADMIN_PASSWORD' ? value : value?.trim()]),
  );
  const result = Environment.safeParse(set);
  const mistakes = (result.error?.issues ?? []).map(
    (issue) => `${String(issue.path[0])} ${where(issue.path.slice(1))}${issue.message}`,
  );
  if (set.MODEL_BASE_URL && !set.MODEL_NAME) {
    mistakes.push('MODEL_NAME must be set when MODEL_BASE_URL is');
  }
  // The demo model would answer a shop's customers, and all else would look well.
  const ofModel = MEANT_FOR_A_MODEL.find((name) => set[name]);
  if (ofModel && !set.MODEL_BASE_URL) {
    mistakes.push(`MODEL_BASE_URL must be set when ${ofModel} is`);
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

const MEANT_FOR_A_MODEL = ['MODEL_NAME', 'MODEL_API_KEY', 'MODEL_FALLBACKS'];

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
    model: arrangeModel(values),
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

function isWellEncoded(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

function hasKnownSslMode(url: string): boolean {
  const mode = URL.parse(url)?.searchParams.get('sslmode');
  return mode === undefined || mode === null || SSL_MODES.includes(mode);
}
