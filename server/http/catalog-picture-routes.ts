import { Hono } from 'hono';
import { AppError } from '../errors.ts';
import { catalogPictureId } from '../images/matching/catalog-picture-url.ts';
import type { CatalogPictures } from '../images/matching/catalog-pictures.ts';

/** A page can do nothing with the file but show it, and any page may: storefronts do. Its name is never used again. */
const INERT = {
  'content-type': 'image/webp',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=31536000, immutable',
  'content-disposition': 'inline; filename="picture.webp"',
};

/** `GET /media/{id}.webp`: pictures of products that merchants uploaded, for everybody. */
export function catalogPictureRoutes({ pictures }: { pictures: Pick<CatalogPictures, 'read'> }) {
  const router = new Hono();
  router.get('/media/:file', async (context) => {
    const id = catalogPictureId(context.req.path);
    const bytes = id === undefined ? undefined : await pictures.read(id);
    if (!bytes) throw new AppError('not_found', 'There is no such picture.');
    const headers = { ...INERT, 'content-length': String(bytes.length) };
    return new Response(new Uint8Array(bytes), { headers });
  });
  return router;
}
