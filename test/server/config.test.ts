import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

function mistakesOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}

test('needs nothing', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databaseUrl: undefined,
    dataDir: path.resolve('.aisle'),
    model: { endpoint: undefined, fallbacks: [], limits: { totalMs: 60_000, tries: 3 } },
    trustedProxies: [],
    logLevel: 'info',
  });
});

test('an empty text counts as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', MODEL_BASE_URL: '' })).toEqual(readConfig({}));
});

test('reads everything', () => {
  const config = readConfig({
    PORT: '8080',
    PUBLIC_URL: 'https://chat.shop.example/',
    DATABASE_URL: 'postgres://user:secret@db.example:5433/aisle',
    MODEL_BASE_URL: 'https://api.example/v1/',
    MODEL_API_KEY: 'sk-1',
    MODEL_NAME: 'large',
    MODEL_FALLBACKS: '[{"base_url":"http://localhost:11434/v1","name":"small"}]',
    MODEL_TIMEOUT_MS: '90000',
    MODEL_BREAKER_FAILURES: '3',
    MODEL_DAY_BUDGET_USD: '2.5',
    MODEL_CHECK_AT_START: 'false',
    PICTURE_INDEX: 'false',
    ADMIN_EMAIL: 'Owner@Shop.example',
    TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  });
  expect(config).toMatchObject({
    port: 8080,
    publicUrl: 'https://chat.shop.example',
    model: {
      endpoint: { baseUrl: 'https://api.example/v1', apiKey: 'sk-1', model: 'large' },
      fallbacks: [{ baseUrl: 'http://localhost:11434/v1', apiKey: undefined, model: 'small' }],
      limits: { totalMs: 90_000 },
      care: { breakerFailures: 3, queueLength: 100 },
      dayBudgetMicros: 2_500_000,
      checkAtStart: false,
    },
    images: { indexes: false },
    admin: { email: 'owner@shop.example' },
    trustedProxies: ['10.0.0.0/8', '::1'],
  });
});

test.each(['0', '-1', '80.5', '65536'])('takes no port %s: nobody would find the shop', (port) => {
  expect(mistakesOf({ PORT: port })).toEqual(['PORT must be a port number']);
});

test('names every mistake at once', () => {
  const mistakes = mistakesOf({
    PORT: 'eighty',
    DATABASE_URL: 'mysql://db',
    MODEL_BASE_URL: 'https://api.example/v1',
    MODEL_FALLBACKS: '[{"base_url":"nowhere","name":"small"}]',
    MODEL_TIMEOUT_MS: '0',
    MODEL_MAX_TRIES: '2.5',
    MODEL_CHECK_AT_START: 'perhaps',
    TRUSTED_PROXIES: '10.0.0.0/40',
    LOG_LEVEL: 'loud',
  });
  expect(mistakes).toEqual([
    'PORT must be a port number',
    'DATABASE_URL must be a URL that starts with postgres://, with / # ? @ of a password percent-encoded',
    'MODEL_FALLBACKS (at 0.base_url) must be a URL that starts with http:// or https://',
    'MODEL_TIMEOUT_MS must be at least 1 millisecond',
    'MODEL_MAX_TRIES must be a whole number from 1 to 10',
    'MODEL_CHECK_AT_START must be true or false',
    'TRUSTED_PROXIES (at 0) must be address ranges like 10.0.0.0/8, comma-separated',
    expect.stringContaining('LOG_LEVEL '),
    'MODEL_NAME must be set when MODEL_BASE_URL is',
  ]);
});

test('says so when fallbacks are not JSON', () => {
  const model = { MODEL_BASE_URL: 'https://models.example/v1', MODEL_NAME: 'large' };
  expect(mistakesOf({ ...model, MODEL_FALLBACKS: 'small' })).toEqual([
    'MODEL_FALLBACKS must be JSON',
  ]);
});

test.each([
  ['MODEL_NAME', 'large'],
  ['MODEL_API_KEY', 'sk-1'],
  ['MODEL_FALLBACKS', '[{"base_url":"https://models.example/v1","name":"small"}]'],
])('lets no demo model answer where a real one was meant: %s', (name, value) => {
  expect(mistakesOf({ [name]: value })).toEqual([`MODEL_BASE_URL must be set when ${name} is`]);
});

test('takes keys and names without the blanks that files end with', () => {
  const { endpoint, fallbacks } = readConfig({
    MODEL_BASE_URL: 'https://models.example/v1',
    MODEL_NAME: 'large\n',
    MODEL_API_KEY: 'sk-1\n',
    MODEL_FALLBACKS: JSON.stringify([
      { base_url: 'https://models.example/v1', name: ' small', api_key: 'sk-2\r\n' },
    ]),
  }).model;
  expect(endpoint).toMatchObject({ model: 'large', apiKey: 'sk-1' });
  expect(fallbacks).toMatchObject([{ model: 'small', apiKey: 'sk-2' }]);
});

test('takes everything without the blanks around it, but a password', () => {
  const config = readConfig({
    HOST: ' 127.0.0.1\n',
    DATA_DIR: '/data ',
    LOG_LEVEL: ' warn',
    ADMIN_EMAIL: 'owner@shop.example ',
    ADMIN_PASSWORD: ' correct horse ',
  });
  expect(config).toMatchObject({ host: '127.0.0.1', dataDir: '/data', logLevel: 'warn' });
  expect(config.admin).toEqual({ email: 'owner@shop.example', password: ' correct horse ' });
});

test('says what is wrong with addresses and keys that nothing would take', () => {
  const mistakes = mistakesOf({
    DATABASE_URL: 'postgres://aisle:100%sure@db.example/aisle',
    PUBLIC_URL: 'https://aisle.example?ref=mail',
    MODEL_BASE_URL: 'https://models.example/v1',
    MODEL_NAME: 'large',
    MODEL_API_KEY: 'sk-ключ',
  });
  expect(mistakes.map((mistake) => mistake.split(' ').slice(0, 5).join(' '))).toEqual([
    'PUBLIC_URL must be an address',
    'DATABASE_URL has a % that',
    'MODEL_API_KEY has a character that',
  ]);
});

test('has limits for shoppers, and takes others', () => {
  expect(readConfig({}).limits).toEqual({
    perMinute: {
      visitorsOfAddress: 60,
      messagesOfVisitor: 20,
      messagesOfAddress: 300,
      uploadsOfAddress: 60,
    },
    streams: { perVisitor: 6, perAddress: 100, inAll: 10_000 },
    turns: 1_000,
    uploads: {
      visitor: { photosADay: 20, photosAnHour: 20, bytesADay: 200 * 1024 * 1024 },
      store: { photosAnHour: 2_000, bytesADay: 20_000 * 1024 * 1024 },
      visitorAtOnce: 3,
      inAll: 64,
    },
    connections: 12_000,
  });
  const { limits } = readConfig({ LIMIT_VISITOR_STREAMS: '2', LIMIT_PROCESS_TURNS: '50' });
  expect(limits).toMatchObject({ streams: { perVisitor: 2, perAddress: 100 }, turns: 50 });
  expect(mistakesOf({ LIMIT_VISITOR_UPLOADS: '0', LIMIT_PROCESS_STREAMS: 'many' })).toEqual([
    'LIMIT_VISITOR_UPLOADS must be at least 1',
    'LIMIT_PROCESS_STREAMS must be a number',
  ]);
});

test('keeps secrets out of its messages', () => {
  const mistakes = mistakesOf({
    ADMIN_PASSWORD: 'hunter2',
    DATABASE_URL: 'mysql://root:hunter2@db',
  });
  expect(mistakes).toHaveLength(2);
  expect(mistakes.join()).not.toContain('hunter2');
});

test('says how events are written down, within limits', () => {
  expect(readConfig({}).eventBatches).toEqual({ intervalMs: 50, size: 500 });
  const set = { EVENT_BATCH_MS: '10', EVENT_BATCH_SIZE: '200' };
  expect(readConfig(set).eventBatches).toEqual({ intervalMs: 10, size: 200 });
  expect(mistakesOf({ EVENT_BATCH_MS: '0', EVENT_BATCH_SIZE: '10001' })).toEqual([
    'EVENT_BATCH_MS must be at least 1 millisecond',
    'EVENT_BATCH_SIZE must be at most 10000',
  ]);
});

describe('search by meaning', () => {
  const MODEL = {
    MODEL_BASE_URL: 'https://models.example/v1',
    MODEL_NAME: 'm',
    MODEL_API_KEY: 'secret',
  };

  test('is off unless a model is named, and asks where the model is when told nothing else', () => {
    expect(readConfig(MODEL).embedding).toBeUndefined();
    expect(readConfig({ ...MODEL, EMBEDDING_MODEL: 'small' }).embedding).toMatchObject({
      endpoint: { baseUrl: 'https://models.example/v1', apiKey: 'secret', model: 'small' },
      queryMs: 300,
      memoryBytes: 128 * 1024 * 1024,
    });
  });

  test("keeps the model's key from another address", () => {
    const env = { ...MODEL, EMBEDDING_MODEL: 'e', EMBEDDING_BASE_URL: 'http://other.example/v1' };
    expect(readConfig(env).embedding?.endpoint.apiKey).toBeUndefined();
    expect(readConfig({ ...env, EMBEDDING_API_KEY: 'k' }).embedding?.endpoint.apiKey).toBe('k');
  });

  test('needs an address', () => {
    expect(() => readConfig({ EMBEDDING_MODEL: 'small' })).toThrow(
      'EMBEDDING_BASE_URL must be set',
    );
  });
});

describe('where photos are kept', () => {
  const IMAGE_STORE = 's3://KEY:SECRET@s3.example/photos?region=eu-central-1';

  test('is the data folder unless a bucket is named', () => {
    expect(readConfig({ AWS_ACCESS_KEY_ID: 'KEY' }).images.s3).toBeUndefined();
    expect(readConfig({ IMAGE_STORE }).images.s3).toMatchObject({
      endpoint: 'https://s3.example',
      bucket: 'photos',
      region: 'eu-central-1',
      accessKeyId: 'KEY',
    });
    const aws = { AWS_ACCESS_KEY_ID: 'KEY', AWS_SECRET_ACCESS_KEY: 'SECRET' };
    expect(readConfig({ IMAGE_STORE: 's3://s3.example/photos', ...aws }).images.s3).toBeDefined();
  });

  test('is said in one way, and a mistake repeats no secret', () => {
    const mistakes = mistakesOf({ IMAGE_STORE: 's3://KEY:SECRET@s3.example', PORT: 'x' });
    expect(mistakes).toHaveLength(2);
    expect(mistakes.join()).toContain('IMAGE_STORE must be s3://KEY:SECRET@HOST/BUCKET');
    const wrong = mistakesOf({ IMAGE_STORE: 's3://AKID:HUSH@s3.example' });
    expect(wrong.join()).not.toMatch(/AKID|HUSH/);
  });
});

describe('who looks at photos first', () => {
  test('is nobody unless an address is named; the key of the model goes to no other address', () => {
    expect(readConfig({}).images.moderation).toBeUndefined();
    const model = {
      MODEL_BASE_URL: 'https://models.example/v1',
      MODEL_NAME: 'm',
      MODEL_API_KEY: 'secret',
    };
    const same = { ...model, MODERATION_URL: 'https://models.example/v1/moderations' };
    expect(readConfig(same).images.moderation).toEqual({
      baseUrl: 'https://models.example/v1',
      apiKey: 'secret',
      model: 'omni-moderation-latest',
      timeoutMs: 3_000,
    });
    const other = { ...model, MODERATION_URL: 'https://other.example/v1' };
    expect(readConfig(other).images.moderation?.apiKey).toBeUndefined();
  });
});
