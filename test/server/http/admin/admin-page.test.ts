import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminHeaders } from '../../../../server/http/admin/admin-headers.ts';
import { adminPage } from '../../../../server/http/admin/admin-page.ts';
import { problemFromError } from '../../../../server/http/problem-response.ts';

let folder: string;
const unexpected: unknown[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-admin-page-'));
  await mkdir(path.join(folder, 'built', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'built', 'index.html'), '<!doctype html><title>Aisle</title>');
  await writeFile(path.join(folder, 'built', 'assets', 'index-abc123.js'), 'void 0;');
  await writeFile(path.join(folder, 'built', 'assets', '.hidden.js'), 'secret');
  await writeFile(path.join(folder, 'built', 'secret.js'), 'secret');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function app({ publicUrl, directory = 'built' }: { publicUrl?: string; directory?: string } = {}) {
  const hono = new Hono();
  hono.onError((error, context) =>
    problemFromError(context, error, (cause) => unexpected.push(cause)),
  );
  hono.use('/admin/*', adminHeaders(publicUrl));
  hono.route('/', adminPage({ directory: path.join(folder, directory) }));
  return hono;
}

describe('the admin page', () => {
  it.each(['/admin', '/admin/', '/admin/stores/shop/products/1', '/admin/%3Cscript%3E'])(
    'stands at %s, the same for every address',
    async (address) => {
      const response = await app().request(address, { headers: { host: 'evil.example' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toBe('<!doctype html><title>Aisle</title>');
    },
  );

  it('lets nothing run that is not ours and can be framed by nobody', async () => {
    const { headers } = await app().request('/admin');
    const policy = headers.get('content-security-policy') ?? '';
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split('; ')).toContain(directive);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('asks for https for a year where it is reached by https', async () => {
    const { headers } = await app({ publicUrl: 'https://aisle.example' }).request('/admin');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('serves its hashed files to be kept for ever', async () => {
    const response = await app().request('/admin/assets/index-abc123.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe('void 0;');
  });

  it.each([
    '/admin/assets/..%2fsecret.js',
    '/admin/assets/%2e%2e%2fsecret.js',
    '/admin/assets/..%5csecret.js',
    '/admin/assets/.hidden.js',
    '/admin/assets/missing.js',
    '/admin/assets/index-abc123.js%00',
    '/admin/assets/index-abc123',
    '/admin/assets/constructor',
  ])('has no file at %s', async (address) => {
    expect((await app().request(address)).status).toBe(404);
    expect(unexpected).toEqual([]);
  });

  it('says what to do when it was not built', async () => {
    const response = await app({ directory: 'elsewhere' }).request('/admin');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });
});
