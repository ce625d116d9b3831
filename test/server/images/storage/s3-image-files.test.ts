import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type S3Failure, s3Client } from '../../../../server/images/storage/s3-client.ts';
import { s3ImageFiles } from '../../../../server/images/storage/s3-image-files.ts';
import { parseS3Location, s3ObjectUrl } from '../../../../server/images/storage/s3-location.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import {
  S3_SECRET,
  type S3Fault,
  type S3Server,
  startS3Server,
} from '../../../support/s3-server.ts';

const LIMITS = { tryMs: 200, tries: 3, pauseMs: 1 };

let server: S3Server;
const failures: S3Failure[] = [];
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.objects.clear();
  server.requests.length = 0;
  server.faults.length = 0;
  failures.length = 0;
});

function open(address = server.address) {
  const location = parseS3Location(address, {});
  if (!location) throw new Error(`${address} is no address`);
  return s3ImageFiles(s3Client(location, LIMITS), {
    onFailure: (failure) => failures.push(failure),
  });
}

describe('photos in a bucket', () => {
  it('come back whole, and lie where files on a disk would', async () => {
    const files = open();
    const id = newId();
    const bytes = Buffer.from([0, 255, 13, 10, 37]);
    await files.write(id, bytes);
    expect([...server.objects.keys()]).toEqual([`aisle/${id.slice(-2)}/${id}`]);
    expect(await files.read(id)).toEqual(bytes);
  });

  it('are gone when removed, also twice', async () => {
    const files = open();
    const id = newId();
    await files.write(id, Buffer.from('photo'));
    expect(await files.remove(id)).toBe(true);
    expect(await files.remove(id)).toBe(true);
    expect(await files.read(id)).toBeUndefined();
    expect(server.objects.size).toBe(0);
  });

  it('are the same for every process that has the address', async () => {
    const id = newId();
    await open().write(id, Buffer.from('photo'));
    expect(await open().read(id)).toEqual(Buffer.from('photo'));
  });

  it.each(['../../etc/passwd', '', 'a/b', 'CON'])('are never named %j', async (id) => {
    const files = open();
    await expect(files.write(id, Buffer.from('x'))).rejects.toThrow(TypeError);
    expect(server.requests).toEqual([]);
  });
});

describe('a storage in trouble', () => {
  const passing: S3Fault[] = ['silence', 'reset', 'half', 500, 503, 429];
  it.each(passing)('is asked again after %j', async (fault) => {
    const files = open();
    const id = newId();
    await files.write(id, Buffer.from('photo'));
    server.faults.push(fault, fault);
    expect(await files.read(id)).toEqual(Buffer.from('photo'));
    expect(server.requests).toHaveLength(4);
    expect(failures).toEqual([]);
  });

  it.each(passing)('is given up when %j does not pass, with a hint to come back', async (fault) => {
    server.faults.push(fault, fault, fault);
    await expect(open().write(newId(), Buffer.from('photo'))).rejects.toMatchObject({
      code: 'overloaded',
      details: { retryAfter: expect.any(Number) },
    });
    expect(server.requests).toHaveLength(3);
    expect(failures).toHaveLength(1);
  });

  it.each([
    ['another secret', encodeURIComponent(S3_SECRET), 'wrong', 403, 'SignatureDoesNotMatch'],
    ['another key', 'AKIDEXAMPLE', 'SOMEBODY', 403, 'InvalidAccessKeyId'],
    ['another region', 'eu-central-1', 'us-east-1', 403, 'AuthorizationHeaderMalformed'],
    ['another bucket', '/shop-photos', '/shop-foto', 404, 'NoSuchBucket'],
  ])('is asked once with %s, and says what is wrong', async (_, right, wrong, status, code) => {
    const files = open(server.address.replace(right, wrong));
    await expect(files.read(newId())).rejects.toMatchObject({ code: 'overloaded' });
    expect(server.requests).toHaveLength(1);
    expect(failures).toMatchObject([{ status, code }]);
  });

  it('is not followed to another place', async () => {
    server.faults.push('redirect');
    await expect(open().read(newId())).rejects.toMatchObject({ code: 'overloaded' });
    expect(failures).toMatchObject([{ status: 301, code: 'PermanentRedirect' }]);
  });

  it('keeps its secrets out of what is logged', async () => {
    server.faults.push('reset', 'reset', 'reset', 500, 500, 500);
    for (let round = 0; round < 2; round += 1)
      await open()
        .read(newId())
        .catch(() => {});
    expect(failures.map(({ message, code }) => `${message} ${code}`).join()).not.toContain('AKID');
  });
});

describe('the address of a bucket', () => {
  it('may leave its keys to the variables of AWS', () => {
    const aws = { accessKeyId: 'KEY', secretAccessKey: 'a/b', sessionToken: 't', region: 'r-1' };
    expect(parseS3Location('s3://s3.amazonaws.com/photos', aws)).toEqual({
      endpoint: 'https://s3.amazonaws.com',
      bucket: 'photos',
      prefix: '',
      region: 'r-1',
      bucketInHost: false,
      accessKeyId: 'KEY',
      secretAccessKey: 'a/b',
      sessionToken: 't',
    });
  });

  it('has keys that are percent-encoded, and sends AWS’s token with no other key', () => {
    const location = parseS3Location('s3+http://K%2B:a%2Fb@minio:9000/photos/shop/2', {
      sessionToken: 't',
    });
    expect(location).toMatchObject({
      endpoint: 'http://minio:9000',
      prefix: 'shop/2/',
      region: 'us-east-1',
      accessKeyId: 'K+',
      secretAccessKey: 'a/b',
    });
    expect(location?.sessionToken).toBeUndefined();
  });

  it('has the bucket in the path or, where the service wants it so, in the host', () => {
    const address = 's3://K:S@oss.example:444/photos/shop';
    const urls = [address, `${address}?bucket=host`].map((text) => {
      const location = parseS3Location(text, {});
      return location && s3ObjectUrl(location, 'ab/id').href;
    });
    expect(urls).toEqual([
      'https://oss.example:444/photos/shop/ab/id',
      'https://photos.oss.example:444/shop/ab/id',
    ]);
  });

  it.each([
    'photos',
    'https://K:S@host/photos',
    's3://K:S@host',
    's3://host/photos',
    's3://K@host/photos',
    's3://K:S@host/Photos',
    's3://K:S@host/photos/a b',
    's3://K:S@host/photos?acl=public',
    's3://K:%E0%A4%A@host/photos',
  ])('is not %j', (address) => {
    expect(parseS3Location(address, {})).toBeUndefined();
  });
});
