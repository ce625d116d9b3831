/** What older servers leave unsaid. */
const LONG_SIDE = 2_048;
const SMALL_ENOUGH_BYTES = 1_500_000;
const QUALITY = 0.86;

/**
 * The photo with at most `side` pixels on its longer side, turned upright, as WebP or JPEG; as it is when it need not
 * change. Undefined when the browser cannot read it (HEIC in most): the server has the last word.
 */
export async function shrinkPhoto(photo: Blob, side = LONG_SIDE): Promise<Blob | undefined> {
  const picture = await createImageBitmap(photo).catch(() => undefined);
  if (!picture) return undefined;
  try {
    const longSide = Math.max(picture.width, picture.height);
    if (longSide <= side && photo.size <= SMALL_ENOUGH_BYTES) return photo;
    return (await encode(picture, Math.min(1, side / longSide))) ?? photo;
  } finally {
    picture.close();
  }
}

async function encode(picture: ImageBitmap, scale: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  // JPEG has no transparency; white is what a shopper sees behind a cut-out.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return (await toBlob(canvas, 'image/webp')) ?? (await toBlob(canvas, 'image/jpeg'));
}

/** Undefined when the browser cannot write this format: it then hands out a PNG. */
function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob?.type === type ? blob : undefined), type, QUALITY);
  });
}
