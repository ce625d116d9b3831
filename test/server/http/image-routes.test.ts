import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { Hono } from 'hono';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../server/errors.ts';
import type { VisitorEnv } from '../../../server/http/app-env.ts';
import { imageFileResponse, imageRoutes } from '../../../server/http/image-routes.ts';
import { closeServer, listen } from '../../../server/http/listen.ts';
import type { NodeFetch } from '../../../server/http/node-answer.ts';
import { problemFromError } from '../../../server/http/problem-response.ts';
import type { UploadDeps } from '../../../server/images/intake/accept-upload.ts';
import { isImageId } from '../../../server/images/intake/image-id.ts';
import { newId } from '../../../server/shop/new-id.ts';
import type { Store } from '../../../server/shop/store.ts';
import { ImageResponse } from '../../../shared/chat-request.ts';
import { Problem } from '../../../shared/problem.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { openIntake } from '../images/intake/intake.ts';
import { jpegOfSize, plainJpeg } from '../images/matching/pictures.ts';

const PUBLIC_URL = 'https://chat.shop.example';
const MEBIBYTES_20 = 20_971_520;

let intake: Awaited<ReturnType<typeof openIntake>>;
let served: Served;
/** Whoever a request comes from. */
let visitorId: string;
const store = someStore();
const unexpected: unknown[] = [];

beforeAll(async () => {
  intake = await openIntake();
  served = await serve(intake);
});

interface Served extends AsyncDisposable {
  port: number;
  request(path: string, init?: RequestInit): Promise<Response>;
}

async function serve(deps: UploadDeps): Promise<Served> {
  const server = await listen(appWith(deps).fetch as NodeFetch, { host: '127.0.0.1', port: 0 });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    request: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
    [Symbol.asyncDispose]: () => closeServer(server, 0),
  };
}

function appWith(deps: UploadDeps): Hono<VisitorEnv> {
  const made = new Hono<VisitorEnv>();
  made.onError((error, context) =>
    problemFromError(context, error, (cause) => unexpected.push(cause)),
  );
  made.use(async (context, next) => {
    context.set('visitor', { visitorId: context.req.header('x-visitor') ?? visitorId, store });
    await next();
  });
  made.route('/', imageRoutes({ ...deps, publicUrl: PUBLIC_URL }));
  return made;
}
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await intake[Symbol.asyncDispose]();
});
beforeEach(() => {
  visitorId = newId();
  unexpected.length = 0;
});

function post(body: Uint8Array, headers: Record<string, string> = { 'content-type': 'image/png' }) {
  return served.request('/v1/images', { method: 'POST', body: new Uint8Array(body), headers });
}

async function problemOf(response: Response): Promise<Problem> {
  return Problem.parse(await response.json());
}

describe('POST /v1/images', () => {
  it('answers with where the photo is', async () => {
    const response = await post(await plainJpeg(), { 'content-type': 'image/jpeg' });
    expect(response.status).toBe(201);
    const image = ImageResponse.parse(await response.json());
    expect(image).toMatchObject({ media_type: 'image/jpeg', width: 64, height: 48 });
    expect(image.url).toBe(`${PUBLIC_URL}/v1/images/${image.id}`);
  });

  it.each([
    'text/html',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'image',
    '',
  ])('refuses Content-Type %j', async (type) => {
    const response = await post(await plainJpeg(), { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await problemOf(response)).toMatchObject({ code: 'unsupported_media_type' });
  });

  it('unpacks nothing', async () => {
    const headers = { 'content-type': 'image/png', 'content-encoding': 'gzip' };
    expect(await problemOf(await post(await plainJpeg(), headers))).toMatchObject({
      status: 415,
      code: 'unsupported_encoding',
    });
  });

  it('has no use for a name, whatever it is', async () => {
    const names = ['../../x', 'a%00.jpg', 'x'.repeat(5_000), '\u202Egpj.exe', 'CON', '.htaccess'];
    for (const name of names) {
      const response = await post(await plainJpeg(), {
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-file-name': encodeURIComponent(`${name}\r\nset-cookie: a=b`),
      });
      expect(response.status).toBe(201);
      expect(response.headers.get('set-cookie')).toBeNull();
      const { id } = ImageResponse.parse(await response.json());
      expect(isImageId(id)).toBe(true);
      visitorId = newId();
    }
    expect(await intake.filesLeft()).toEqual([]);
  });

  it('answers 504 when the picture takes too long to read, and takes the next one', async () => {
    let jobs = 0;
    const decoder = {
      ...intake.decoder,
      reencode: (file: string, signal?: AbortSignal) =>
        jobs++ === 0
          ? Promise.reject(new AppError('image_timeout', 'too long'))
          : intake.decoder.reencode(file, signal),
    };
    await using slow = await serve({ ...intake, decoder });
    const request = async () =>
      slow.request('/v1/images', {
        method: 'POST',
        body: new Uint8Array(await plainJpeg()),
        headers: { 'content-type': 'image/jpeg' },
      });
    const refused = await request();
    expect(refused.status).toBe(504);
    expect(await problemOf(refused)).toMatchObject({ code: 'image_timeout' });
    expect((await request()).status).toBe(201);
    expect(await intake.filesLeft()).toEqual([]);
  });

  it('goes by the bytes, not by the header', async () => {
    const html = await post(Buffer.from('<script>alert(1)</script>'.repeat(10)));
    expect(await problemOf(html)).toMatchObject({ status: 415, code: 'unsupported_image' });
    const jpegAsGif = await post(await plainJpeg(), { 'content-type': 'image/gif' });
    expect(jpegAsGif.status).toBe(201);
  });

  it('refuses a body without bytes', async () => {
    const response = await served.request('/v1/images', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
    });
    expect(await problemOf(response)).toMatchObject({ code: 'unsupported_image' });
  });

  it('tells when to come back after the last photo of the day', async () => {
    const jpeg = await plainJpeg();
    for (let sent = 0; sent < 20; sent += 1) expect((await post(jpeg)).status).toBe(201);
    const response = await post(jpeg);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(response)).toMatchObject({ code: 'upload_quota' });
  });
});

describe('GET /v1/images/:id', () => {
  async function upload(): Promise<ImageResponse> {
    return ImageResponse.parse(await (await post(await plainJpeg())).json());
  }

  it('gives the photo back to its owner in a way that no page can run', async () => {
    const image = await upload();
    const response = await served.request(`/v1/images/${image.id}`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBe(image.bytes);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 64 });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(image.bytes),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=86400, immutable',
      'content-disposition': 'inline; filename="photo.jpg"',
      vary: 'Authorization',
    });
  });

  it('has nothing for anybody else', async () => {
    const { id } = await upload();
    const foreign = await served.request(`/v1/images/${id}`, { headers: { 'x-visitor': newId() } });
    const missing = await served.request(`/v1/images/${newId()}`);
    expect(foreign.status).toBe(404);
    expect(await problemOf(foreign)).toEqual(await problemOf(missing));
  });

  it.each([
    '..%2f..%2fetc%2fpasswd',
    '%252e%252e%252fetc%252fpasswd',
    '%2fetc%2fpasswd',
    'a%00b',
    'x',
    '%E0%A4%A',
    'CON',
    'a'.repeat(300),
  ])('has nothing under %s', async (id) => {
    expect((await served.request(`/v1/images/${id}`)).status).toBe(404);
    expect(unexpected).toEqual([]);
  });

  it("serves an administrator the store's photos only", async () => {
    const { id } = await upload();
    const answer = await imageFileResponse(intake.images, { storeId: store.id }, id);
    expect(answer.status).toBe(200);
    await expect(imageFileResponse(intake.images, { storeId: newId() }, id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('uploads whose bytes come in their own way', () => {
  /** Writes `chunks` behind a request's head and resolves with the status line, or undefined when it is cut off. */
  function send(head: string[], chunks: Uint8Array[]): Promise<string | undefined> {
    return new Promise((resolve) => {
      const socket = net.connect(served.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString('latin1');
        if (answer.includes('\r\n\r\n')) socket.end();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(answer.split('\r\n', 1)[0] || undefined));
      const lines = ['POST /v1/images HTTP/1.1', 'Host: x', 'Content-Type: image/jpeg', ...head];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      for (const chunk of chunks) socket.write(chunk);
    });
  }

  it('answers 413 before the body comes', async () => {
    const status = await send([`Content-Length: ${MEBIBYTES_20 + 1}`], []);
    expect(status).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('answers 413 when a body without a length passes the limit', async () => {
    const body = await jpegOfSize(MEBIBYTES_20 + 1);
    const size = Buffer.from(`${body.length.toString(16)}\r\n`);
    const chunks = [size, body, Buffer.from('\r\n0\r\n\r\n')];
    expect(await send(['Transfer-Encoding: chunked'], chunks)).toBe(
      'HTTP/1.1 413 Payload Too Large',
    );
    expect(await intake.filesLeft()).toEqual([]);
  });

  it('never sees what comes after the length that was said', async () => {
    const jpeg = await plainJpeg();
    const status = await send(
      [`Content-Length: ${jpeg.length}`],
      [jpeg, new Uint8Array(30_000_000)],
    );
    // Node reads the rest as another request and refuses that, which may come before our answer.
    expect(status).toMatch(/^HTTP\/1.1 (201|400) /);
    const kept = intake.images.all().filter((image) => image.visitorId === visitorId);
    expect(kept.filter((image) => image.width !== 64)).toEqual([]);
  });

  it('refuses a length and chunks together', async () => {
    const status = await send(['Content-Length: 10', 'Transfer-Encoding: chunked'], []);
    expect(status).toBe('HTTP/1.1 400 Bad Request');
  });

  it('takes forty photos that come at once, or says when to come back, and leaves no file', async () => {
    const jpeg = await jpegOfSize(500_000);
    const visitors = Array.from({ length: 40 }, () => newId());
    const answers = await Promise.all(
      visitors.map((visitor) =>
        served.request('/v1/images', {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg', 'x-visitor': visitor },
          body: new Uint8Array(jpeg),
        }),
      ),
    );
    for (const { status, headers } of answers) {
      expect([201, 429, 503]).toContain(status);
      if (status !== 201) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const taken = answers.filter(({ status }) => status === 201).length;
    const kept = intake.images.all().filter((image) => visitors.includes(image.visitorId));
    expect(kept).toHaveLength(taken);
    expect(taken).toBeGreaterThan(0);
    expect(await intake.filesLeft()).toEqual([]);
    expect(unexpected).toEqual([]);
  });

  it('leaves nothing behind a hundred uploads that break off half way', async () => {
    const jpeg = await jpegOfSize(200_000);
    const openBefore = await openFiles();
    for (let round = 0; round < 100; round += 1) {
      const visitor = `X-Visitor: ${newId()}`;
      const socket = net.connect(served.port, '127.0.0.1');
      socket.on('error', () => {});
      await new Promise<void>((resolve) => {
        const head = `POST /v1/images HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n${visitor}\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
        socket.write(head);
        socket.write(jpeg.subarray(0, jpeg.length / 2), () => resolve());
      });
      socket.destroy();
    }
    await expect.poll(() => intake.filesLeft(), { timeout: 10_000 }).toEqual([]);
    await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(openBefore);
    expect(intake.images.all().filter((image) => image.bytes > 100_000)).toEqual([]);
    expect(unexpected).toEqual([]);
  });
});

/** How many this process has open; 0 where the system does not tell. */
async function openFiles(): Promise<number> {
  return (await readdir('/proc/self/fd').catch(() => [])).length;
}

function someStore(): Store {
  return {
    id: newId(),
    key: 'shop',
    name: 'Shop',
    currency: 'USD',
    locale: 'en-US',
    timeZone: 'UTC',
    allowedOrigins: [],
    settings: StoreSettings.parse({}),
    identitySecret: 'secret',
    version: 1,
  };
}
