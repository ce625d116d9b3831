import { z } from 'zod';
import { parseS3Location, type S3Location } from '../images/storage/s3-location.ts';
import { Key, WebUrl, Word, whole } from './values.ts';

/** Where photos are kept, and who looks at them first. */
export interface ImagesConfig {
  /** Undefined: in files under the data folder. */
  s3: S3Location | undefined;
  /** Undefined: every picture is taken. */
  moderation: ModerationConfig | undefined;
  /** Whether this process describes the pictures of the catalog as they change, for all of them to match photos with. */
  indexes: boolean;
}

export interface ModerationConfig {
  /** Of an OpenAI-compatible API, without `/moderations`. */
  baseUrl: string;
  apiKey: string | undefined;
  model: string;
  /** For one picture, in milliseconds; then it is taken without having been looked at. */
  timeoutMs: number;
}

/**
 * `IMAGE_STORE` is an address as `parseS3Location` reads it. The keys may stand in it or, as AWS and its tools have them,
 * in variables of their own.
 */
export const IMAGES_ENVIRONMENT = {
  IMAGE_STORE: Word.optional(),
  AWS_ACCESS_KEY_ID: Word.optional(),
  AWS_SECRET_ACCESS_KEY: Word.optional(),
  AWS_SESSION_TOKEN: Word.optional(),
  AWS_REGION: Word.optional(),
  MODERATION_URL: WebUrl.transform((url) => url.replace(/\/moderations$/, '')).optional(),
  MODERATION_API_KEY: Key.optional(),
  MODERATION_MODEL: Word.default('omni-moderation-latest'),
  MODERATION_TIMEOUT_MS: whole(100, 60_000).default(3_000),
  PICTURE_INDEX: z.stringbool('must be true or false').default(true),
};

const ImagesEnvironment = z.object(IMAGES_ENVIRONMENT);
type ImagesEnvironment = z.infer<typeof ImagesEnvironment>;
type StoreSetting =
  | 'IMAGE_STORE'
  | 'AWS_ACCESS_KEY_ID'
  | 'AWS_SECRET_ACCESS_KEY'
  | 'AWS_SESSION_TOKEN'
  | 'AWS_REGION';

/** `model` answers for the key, where it is at the same address: it goes to no other. */
export function arrangeImages(
  values: ImagesEnvironment,
  model: { baseUrl?: string | undefined; apiKey?: string | undefined },
): ImagesConfig {
  const { MODERATION_URL: baseUrl } = values;
  const ofModel = baseUrl === model.baseUrl ? model.apiKey : undefined;
  return {
    s3: values.IMAGE_STORE === undefined ? undefined : s3Location(values),
    moderation: baseUrl
      ? {
          baseUrl,
          apiKey: values.MODERATION_API_KEY ?? ofModel,
          model: values.MODERATION_MODEL,
          timeoutMs: values.MODERATION_TIMEOUT_MS,
        }
      : undefined,
    indexes: values.PICTURE_INDEX,
  };
}

/** What is wrong with `IMAGE_STORE`, without its secret. */
export function imageStoreMistake(
  env: { [K in StoreSetting]?: string | undefined },
): string | undefined {
  if (env.IMAGE_STORE === undefined || s3Location(env)) return undefined;
  return 'IMAGE_STORE must be s3://KEY:SECRET@HOST/BUCKET?region=REGION (s3+http:// without TLS), or without KEY:SECRET when AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set';
}

function s3Location(values: { [K in StoreSetting]?: string | undefined }): S3Location | undefined {
  return parseS3Location(values.IMAGE_STORE ?? '', {
    accessKeyId: values.AWS_ACCESS_KEY_ID,
    secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    sessionToken: values.AWS_SESSION_TOKEN,
    region: values.AWS_REGION,
  });
}
