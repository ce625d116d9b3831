import { createRoute, z } from '@hono/zod-openapi';
import { ImageResponse } from '../../shared/chat-request.ts';
import { AppError } from '../errors.ts';
import { acceptUpload, type Upload, type UploadDeps } from '../images/intake/accept-upload.ts';
import { imageUrl } from '../images/intake/image-url.ts';
import type { Image, ImageOwner, Images } from '../images/storage/images.ts';
import type { VisitorEnv } from './app-env.ts';
import type { NodeBindings } from './node-answer.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { signalOfSender } from './request-body.ts';

const IMAGE_FILE = z.string().openapi({ format: 'binary' });

const upload = createRoute({
  method: 'post',
  path: '/v1/images',
  summary: 'Upload a photo',
  description:
    'The raw bytes of a JPEG, PNG, WebP, GIF (first frame), AVIF or (where the package heic-decode is installed) HEIC picture, at most 20 MiB. What is kept is another picture: upright, at most 2048 px, JPEG, without metadata.',
  request: { body: { content: { 'image/*': { schema: IMAGE_FILE } } } },
  responses: {
    201: {
      description: 'The photo, ready to be sent in a message.',
      content: { 'application/json': { schema: ImageResponse } },
    },
    ...problemResponses,
  },
});

const download = createRoute({
  method: 'get',
  path: '/v1/images/{id}',
  summary: 'Get an own photo back',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: 'The picture.', content: { 'image/jpeg': { schema: IMAGE_FILE } } },
    ...problemResponses,
  },
});

/** Photos of shoppers: in by `POST /v1/images`, back to their owner only by `GET /v1/images/:id`. */
export function imageRoutes(deps: UploadDeps & { publicUrl: string }) {
  const router = createRouter<VisitorEnv>();

  router.openapi(upload, async (context) => {
    const { visitorId, store } = context.get('visitor');
    const owner = { storeId: store.id, visitorId };
    const image = await acceptUpload(deps, owner, uploadOf(context));
    return context.json(imageResponse(image, deps.publicUrl), 201);
  });

  router.openapi(download, async (context) => {
    const { visitorId, store } = context.get('visitor');
    const owner = { storeId: store.id, visitorId };
    return imageFileResponse(deps.images, owner, context.req.param('id'));
  });

  return router;
}

/** The bytes of a photo that `owner` may see. Throws AppError `not_found`, also for somebody else's. */
export async function imageFileResponse(
  images: Images,
  owner: ImageOwner,
  imageId: string,
): Promise<Response> {
  const [image, bytes] = await Promise.all([
    images.get(owner, imageId),
    images.read(owner, imageId),
  ]);
  if (!image || !bytes) throw new AppError('not_found', 'There is no such image.');
  return new Response(new Uint8Array(bytes), {
    headers: { ...INERT, 'content-type': image.mediaType, 'content-length': String(bytes.length) },
  });
}

/**
 * A page can do nothing with the file but show it. `same-origin` keeps other sites from embedding it; storefronts
 * fetch it with CORS and a Bearer header, which that header does not touch. A browser may keep it, but gives it
 * to nobody else who uses the same browser: `Vary: Authorization`.
 */
const INERT = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, max-age=86400, immutable',
  vary: 'Authorization',
  'content-disposition': 'inline; filename="photo.jpg"',
};

/** The raw bytes of a picture; throws AppError when the headers say that it is something else. */
export function uploadOf({ req, env }: { req: { raw: Request }; env: NodeBindings }) {
  const { headers } = req.raw;
  refuseOtherThanRawImage(headers);
  // Node's own stream: a Web one around it costs more than to write the file. Not destroyed by who stops reading, since
  // the answer takes the same socket.
  const body = env.incoming.iterator({ destroyOnReturn: false });
  const signal = signalOfSender(req.raw);
  return { body, contentLength: statedLength(headers), signal } satisfies Upload;
}

function refuseOtherThanRawImage(headers: Headers): void {
  if (!/^image\/[\w.+*-]+\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the raw bytes with Content-Type: image/*.');
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new AppError('unsupported_encoding', 'Send the picture without Content-Encoding.');
  }
}

function statedLength(headers: Headers): number | undefined {
  const stated = headers.get('content-length');
  return stated === null ? undefined : Number(stated);
}

function imageResponse(image: Image, publicUrl: string): ImageResponse {
  const { id, mediaType, width, height, bytes } = image;
  return { id, url: imageUrl(publicUrl, id), media_type: mediaType, width, height, bytes };
}
