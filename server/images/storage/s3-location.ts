/** Where a bucket is and who may use it. */
export interface S3Location {
  /** Of the service: `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000`. */
  endpoint: string;
  bucket: string;
  /** Before every name: empty, or with a slash at its end. */
  prefix: string;
  region: string;
  /** The bucket as a part of the host's name, as some services want it, instead of as the first part of the path. */
  bucketInHost: boolean;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** What AWS and its tools call these settings. */
export interface AwsSettings {
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  region?: string | undefined;
}

const DEFAULT_REGION = 'us-east-1';
/** The names that S3 allows for general purpose buckets. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PART = /^[A-Za-z0-9._-]+$/;

/**
 * Reads `s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX][?region=REGION][&bucket=host]`, or the same with `s3+http://` for a
 * service without TLS. Key and secret are percent-encoded; without them, or a region, those of `aws` count. Undefined when
 * it is no such address or has no key.
 */
export function parseS3Location(text: string, aws: AwsSettings): S3Location | undefined {
  const url = URL.parse(text);
  const scheme = SCHEMES[url?.protocol ?? ''];
  if (!url || !scheme || !url.host) return undefined;
  const [bucket = '', ...folders] = url.pathname.split('/').filter(Boolean);
  const keys = url.username ? keysIn(url) : aws;
  if (!keys?.accessKeyId || !keys.secretAccessKey) return undefined;
  if (!BUCKET.test(bucket) || !folders.every((part) => PART.test(part))) return undefined;
  const { region, bucket: place, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0 || !['host', undefined].includes(place)) return undefined;
  return {
    endpoint: `${scheme}//${url.host}`,
    bucket,
    prefix: folders.map((part) => `${part}/`).join(''),
    region: region || aws.region || DEFAULT_REGION,
    bucketInHost: place === 'host',
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
  };
}

const SCHEMES: Record<string, string> = { 's3:': 'https:', 's3+http:': 'http:' };

function keysIn({ username, password }: URL): AwsSettings | undefined {
  try {
    return {
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
    };
  } catch {
    return undefined;
  }
}

export function s3ObjectUrl(location: S3Location, key: string): URL {
  const url = new URL(location.endpoint);
  if (location.bucketInHost) url.hostname = `${location.bucket}.${url.hostname}`;
  const folder = location.bucketInHost ? '' : `/${location.bucket}`;
  url.pathname = `${folder}/${location.prefix}${key}`;
  return url;
}

/** For logs and people: without keys. */
export function s3Name({ endpoint, bucket, prefix }: S3Location): string {
  return `${endpoint}/${bucket}/${prefix}`;
}
