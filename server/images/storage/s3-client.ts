import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type S3Location, s3ObjectUrl } from './s3-location.ts';

/** A storage that did not do what it was asked. `code` is its own word (`NoSuchBucket`, `AccessDenied`), if it said one. */
export class S3Failure extends Error {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly code: string | undefined;

  constructor(
    message: string,
    {
      status,
      code,
      cause,
    }: { status?: number | undefined; code?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'S3Failure';
    this.status = status;
    this.code = code;
  }
}

export interface S3Limits {
  /** For one try, its body included, in milliseconds. */
  tryMs: number;
  tries: number;
  /** Before the second try, in milliseconds; twice as long before each further one. */
  pauseMs: number;
}

export const DEFAULT_S3_LIMITS: S3Limits = { tryMs: 5_000, tries: 3, pauseMs: 100 };

export type S3Request =
  | { method: 'GET' | 'DELETE'; key: string }
  | { method: 'PUT'; key: string; body: Buffer };

export type S3Client = (request: S3Request) => Promise<Buffer>;

/** Nothing that we keep is as large. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Asks a service that speaks S3, signed with AWS Signature Version 4. All three methods may be repeated, so they are when
 * the network breaks or the service says that it is its own fault or too busy. No redirect is followed. Throws S3Failure.
 */
export function s3Client(location: S3Location, limits = DEFAULT_S3_LIMITS): S3Client {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask(location, request, limits.tryMs);
      } catch (error) {
        if (!(error instanceof S3Failure) || !isPassing(error) || attempt >= limits.tries)
          throw error;
        // Up to half of it by chance, so that those who failed together do not come back together.
        await sleep(limits.pauseMs * 2 ** (attempt - 1) * (1 - Math.random() / 2));
      }
    }
  };
}

async function ask(location: S3Location, request: S3Request, limitMs: number): Promise<Buffer> {
  const signed = await sign(location, request);
  const signal = AbortSignal.timeout(limitMs);
  let status: number;
  let bytes: Buffer;
  try {
    const response = await fetch(signed.url, {
      method: signed.method,
      headers: signed.headers,
      body: request.method === 'PUT' ? new Uint8Array(request.body) : null,
      redirect: 'manual',
      signal,
    });
    status = response.status;
    bytes = await readAll(response);
  } catch (cause) {
    if (cause instanceof S3Failure) throw cause;
    throw new S3Failure(
      signal.aborted ? `no answer within ${limitMs} ms` : 'the connection failed',
      { cause },
    );
  }
  if (status >= 200 && status < 300) return bytes;
  const code = /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(bytes.toString('utf8', 0, 4_096))?.[1];
  throw new S3Failure(`answered ${status}${code ? ` ${code}` : ''}`, { status, code });
}

async function readAll({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new S3Failure('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sign(location: S3Location, request: S3Request) {
  const { region, accessKeyId, secretAccessKey, sessionToken } = location;
  const body = request.method === 'PUT' ? request.body : '';
  const signer = new AwsV4Signer({
    method: request.method,
    url: s3ObjectUrl(location, request.key).href,
    headers: { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
    service: 's3',
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
  });
  return signer.sign();
}

function isPassing({ status }: S3Failure): boolean {
  return status === undefined || status === 429 || status >= 500;
}
