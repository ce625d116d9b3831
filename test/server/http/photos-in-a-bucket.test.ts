import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diskImageFiles } from '../../../server/images/storage/disk-image-files.ts';
import { ImageResponse } from '../../../shared/chat-request.ts';
import { Problem } from '../../../shared/problem.ts';
import { countRows } from '../../support/conversation-data.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { type ModerationServer, startModerationServer } from '../../support/moderation-server.ts';
import { type S3Server, startS3Server } from '../../support/s3-server.ts';
import { newShopper, type Shopper } from '../../support/shopper.ts';
import { jpegOfSize, plainJpeg } from '../images/matching/pictures.ts';

const MEBIBYTES_20 = 20_971_520;

let folder: string;
let bucket: S3Server;
let moderation: ModerationServer;
let aisle: Installation;
let other: Installation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-bucket-'));
  [bucket, moderation] = await Promise.all([startS3Server(), startModerationServer()]);
  const env = {
    IMAGE_STORE: bucket.address,
    MODERATION_URL: moderation.url,
    LIMIT_VISITOR_UPLOAD_MB_PER_DAY: '25',
  };
  aisle = await startInstallation({ ...env, DATA_DIR: path.join(folder, 'one') });
  const more = { ...env, DATA_DIR: path.join(folder, 'two') };
  other = await startInstallation(more, { database: aisle.database });
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await aisle[Symbol.asyncDispose]();
  await bucket[Symbol.asyncDispose]();
  await moderation[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  bucket.faults.length = 0;
  moderation.answer = 'fine';
});

function send({ request }: Shopper, bytes: Uint8Array): Promise<Response> {
  const headers = { 'content-type': 'image/png' };
  return request('/v1/images', { method: 'POST', headers, body: new Uint8Array(bytes) });
}

async function upload(shopper: Shopper, bytes?: Uint8Array): Promise<ImageResponse> {
  const response = await send(shopper, bytes ?? (await plainJpeg()));
  expect(response.status).toBe(201);
  return ImageResponse.parse(await response.json());
}

/** The same visitor at another process. */
function at({ url }: Installation, { token }: Shopper) {
  return (address: string, init: RequestInit = {}) =>
    fetch(`${url}${address}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
}

const rows = async () => (await countRows(aisle.database)).image;

const objectOf = (id: string) => `aisle/${id.slice(-2)}/${id}`;

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /images|incoming/.test(entry.parentPath))
    .map(({ name }) => name);
}

describe('photos that are kept in a bucket', () => {
  it('are shown to their owner only, by every process, in a way that no page can run', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const image = await upload(shopper);
    expect(bucket.objects.get(objectOf(image.id))).toHaveLength(image.bytes);
    expect(await filesOnDisk()).toEqual([]);
    for (const process of [aisle, other]) {
      const response = await at(process, shopper)(`/v1/images/${image.id}`);
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(image.bytes);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, max-age=86400, immutable',
        'content-disposition': 'inline; filename="photo.jpg"',
      });
    }
    const stranger = await newShopper(aisle.url, 'demo-outdoor');
    expect((await stranger.request(`/v1/images/${image.id}`)).status).toBe(404);
    const nobody = await fetch(`${aisle.url}/v1/images/${image.id}`);
    expect(nobody.status).toBe(401);
  });

  it('are gone from it when their visitor is erased', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const { id } = await upload(shopper);
    const erased = await at(other, shopper)('/v1/visitors/me', { method: 'DELETE' });
    expect(erased.status).toBe(204);
    await expect.poll(() => bucket.objects.has(objectOf(id)), { timeout: 10_000 }).toBe(false);
  });

  it('are still found where they were kept before', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const { id } = await upload(shopper);
    const bytes = bucket.objects.get(objectOf(id))!;
    bucket.objects.delete(objectOf(id));
    expect((await shopper.request(`/v1/images/${id}`)).status).toBe(404);
    await diskImageFiles(path.join(folder, 'one')).write(id, bytes);
    expect((await shopper.request(`/v1/images/${id}`)).status).toBe(200);
  });

  it('cannot be sent while it is away, which is said with a hint to come back, and no row is left', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const before = await rows();
    bucket.faults.push(500, 500, 500);
    const response = await send(shopper, await plainJpeg());
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Problem.parse(await response.json()).code).toBe('overloaded');
    expect(await rows()).toBe(before);
    expect(aisle.logged.some((line) => line.includes('photos: S3 failed'))).toBe(true);
    expect(aisle.logged.join('')).not.toContain('AKIDEXAMPLE');
    await upload(shopper);
  });
});

describe('what a visitor may send', () => {
  it('is 20 MiB to the byte in one row, and so many bytes a day', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const before = await rows();
    const largest = await jpegOfSize(MEBIBYTES_20);
    await upload(shopper, largest);
    expect(await rows()).toBe((before ?? 0) + 1);
    await upload(shopper, await jpegOfSize(MEBIBYTES_20 / 2));
    const response = await at(other, shopper)('/v1/images', {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(await plainJpeg()),
    });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({
      code: 'upload_quota',
      detail: 'You can send 25 MB of photos a day.',
    });
    expect(await filesOnDisk()).toHaveLength(1);
  });

  it('is nothing without a token that is good', async () => {
    const init = { method: 'POST', body: new Uint8Array(await plainJpeg()) };
    const headers = { 'content-type': 'image/jpeg' };
    expect((await fetch(`${aisle.url}/v1/images`, { ...init, headers })).status).toBe(401);
    const authorization = `Bearer ${'A'.repeat(43)}`;
    const wrong = await fetch(`${aisle.url}/v1/images`, {
      ...init,
      headers: { ...headers, authorization },
    });
    expect(wrong.status).toBe(401);
  });

  it('is no picture that moderation flags', async () => {
    moderation.answer = 'flagged';
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const response = await send(shopper, await plainJpeg());
    expect(response.status).toBe(422);
    expect(Problem.parse(await response.json()).code).toBe('image_refused');
    const metrics = await (await fetch(`${aisle.url}/metrics`)).text();
    expect(metrics).toContain('aisle_images_moderated_total{outcome="flagged"} 1');
  });
});
