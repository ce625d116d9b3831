import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import { createRouter } from '../problem-response.ts';

const MEDIA_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A plain file name: no folder, no leading dot. */
const ASSET_NAME = /^[\w-][\w.-]{0,120}$/;

const NOT_BUILT = 'The admin page has not been built yet. Run: npm run build';

/**
 * The web app that `vite build` left in `directory`: its hashed assets, and `index.html` for every other path below
 * /admin, because the app reads the path itself. Files are read when they are asked for, so a new build shows at once.
 */
export function adminPage({ directory }: { directory: string }) {
  const router = createRouter();

  router.get('/admin/assets/:name', async (context) => {
    const name = context.req.param('name');
    const mediaType = MEDIA_TYPES[path.extname(name)];
    const file =
      mediaType && ASSET_NAME.test(name)
        ? await readIfThere(path.join(directory, 'assets', name))
        : undefined;
    if (!file || !mediaType) throw new AppError('not_found', 'There is no such file.');
    return context.body(new Uint8Array(file), 200, {
      'content-type': mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  router.get('/admin/*', async (context) => {
    const file = await readIfThere(path.join(directory, 'index.html'));
    if (!file) return context.text(NOT_BUILT, 503);
    return context.body(new Uint8Array(file), 200, { 'content-type': 'text/html; charset=utf-8' });
  });
  return router;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
