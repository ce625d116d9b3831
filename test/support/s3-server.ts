import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a request of the stand-in may meet instead of its answer; a number is a status with a code of S3. */
export type S3Fault = 'silence' | 'reset' | 'half' | 'redirect' | number;

export interface S3Server extends AsyncDisposable {
  /** For `IMAGE_STORE`. */
  address: string;
  host: string;
  objects: Map<string, Buffer>;
  /** Method and path of each request, whatever came of it. */
  requests: string[];
  /** What the next requests meet, one each. */
  faults: S3Fault[];
}

export const S3_KEY = 'AKIDEXAMPLE';
export const S3_SECRET = 'wJalr/secret+key';
export const S3_BUCKET = 'shop-photos';
const REGION = 'eu-central-1';
const MOST_SKEW_MS = 15 * 60_000;

/**
 * A stand-in for S3 with one bucket: PUT, GET and DELETE of objects. Signatures are made again from the
 * request as it came (AWS Signature Version 4) and compared.
 */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const faults: S3Fault[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.url}`);
    const body = await readAll(request);
    const fault = faults.shift();
    if (fault !== undefined) return meet(fault, response);
    const wrong = wrongWith(request, body);
    if (wrong) return refuse(response, 403, wrong);
    const [bucket, key] = placeOf(request);
    if (bucket !== S3_BUCKET) return refuse(response, 404, 'NoSuchBucket');
    serve({ method: request.method ?? '', key, body }, response);
  }

  function serve(
    { method, key, body }: { method: string; key: string; body: Buffer },
    response: ServerResponse,
  ): void {
    const found = objects.get(key);
    if (method === 'PUT') {
      objects.set(key, body);
      response.writeHead(200).end();
    } else if (method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (found) response.writeHead(200).end(found);
    else refuse(response, 404, 'NoSuchKey');
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = `${S3_KEY}:${encodeURIComponent(S3_SECRET)}`;
  return {
    address: `s3+http://${keys}@${host}/${S3_BUCKET}/aisle?region=${REGION}`,
    host,
    objects,
    requests,
    faults,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function meet(fault: S3Fault, response: ServerResponse): Promise<void> {
  if (fault === 'silence') return;
  if (fault === 'reset') {
    response.destroy();
  } else if (fault === 'half') {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    await sleep(10);
    response.destroy();
  } else if (fault === 'redirect') {
    response.writeHead(301, { location: 'http://127.0.0.1:1/elsewhere' });
    response.end('<Error><Code>PermanentRedirect</Code></Error>');
  } else refuse(response, fault, fault === 503 ? 'SlowDown' : 'InternalError');
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${S3_KEY}</Message></Error>`,
  );
}

function placeOf({ url = '' }: IncomingMessage): [bucket: string, key: string] {
  const path = decodeURIComponent(url).slice(1);
  const slash = path.indexOf('/');
  return [path.slice(0, slash), path.slice(slash + 1)];
}

/** The code that S3 has for it; undefined when the request is signed as it must be. */
function wrongWith(request: IncomingMessage, body: Buffer): string | undefined {
  const { headers } = request;
  const signed = SIGNED.exec(headers.authorization ?? '')?.groups;
  if (!signed) return 'AccessDenied';
  if (signed.key !== S3_KEY) return 'InvalidAccessKeyId';
  if (signed.region !== REGION) return 'AuthorizationHeaderMalformed';
  if (headers['x-amz-content-sha256'] !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const date = String(headers['x-amz-date']);
  if (Math.abs(timeOf(date) - Date.now()) > MOST_SKEW_MS) return 'RequestTimeTooSkewed';
  const names = signed.names!.split(';');
  for (const name of ['host', 'x-amz-content-sha256', 'x-amz-date']) {
    if (!names.includes(name)) return 'AccessDenied';
  }
  const [path, query = ''] = (request.url ?? '').split('?');
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed.names,
    sha256(body),
  ].join('\n');
  const scope = `${signed.day}/${signed.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const steps = [signed.day!, signed.region!, 's3', 'aws4_request'];
  const key = steps.reduce(hmac, Buffer.from(`AWS4${S3_SECRET}`));
  const right = hmac(key, toSign).toString('hex');
  return right === signed.signature ? undefined : 'SignatureDoesNotMatch';
}

const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/s3\/aws4_request, SignedHeaders=(?<names>[a-z0-9;-]+), Signature=(?<signature>[0-9a-f]{64})$/;

/** `20260304T050607Z` in milliseconds. */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
