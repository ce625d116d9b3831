import { mkdir, readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Product } from '../../shared/product.ts';
import { laptopHero, outdoorHero } from './heroes.ts';
import { LAPTOP_GROUND, laptopPictures } from './laptop-pictures.ts';
import { OUTDOOR_GROUND, outdoorPictures } from './outdoor-pictures.ts';
import type { PictureTable } from './picture-table.ts';
import { picture } from './svg.ts';

/**
 * Draws every picture that the two catalogs name, into `demo/media/`. Run by hand after a change of drawing or
 * catalog; the results are committed: `node demo/pictures/render-pictures.ts`
 */
const SIZE = 640;
const QUALITY = 84;

await renderShop('outdoor', {
  table: outdoorPictures,
  ground: OUTDOOR_GROUND,
  hero: outdoorHero(),
});
await renderShop('laptop', { table: laptopPictures, ground: LAPTOP_GROUND, hero: laptopHero() });

async function renderShop(
  shop: string,
  { table, ground, hero }: { table: PictureTable; ground: string; hero: string },
): Promise<void> {
  await mkdir(new URL(`../media/${shop}/`, import.meta.url), { recursive: true });
  await render(hero, `/demo/media/${shop}/hero.webp`, 1200);
  let count = 1;
  for (const product of await readProducts(shop)) {
    const draw = table[product.id];
    if (!draw) throw new Error(`nobody drew ${product.id}`);
    for (const [url, colour] of picturesOf(product)) {
      await render(picture(draw(colour), { ground }), url, SIZE);
      count += 1;
    }
  }
  console.log(`${shop}: ${count} pictures`);
}

/** Address → colour of the variant that it shows, '' when the product has no colours. */
function picturesOf(product: Product): Map<string, string> {
  const pictures = new Map<string, string>();
  for (const variant of product.variants) {
    const url = (variant.media?.[0] ?? product.media?.[0])?.url;
    const colour = variant.options?.find(({ name }) => name === 'Color' || name === 'Màu sắc');
    if (url && !pictures.has(url)) pictures.set(url, colour?.label ?? '');
  }
  return pictures;
}

async function readProducts(shop: string): Promise<Product[]> {
  const text = await readFile(new URL(`../${shop}/products.jsonl`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => Product.parse(JSON.parse(line)));
}

async function render(svg: string, url: string, width: number): Promise<void> {
  const file = new URL(url.replace('/demo/', '../'), import.meta.url);
  await writeFile(
    file,
    await sharp(Buffer.from(svg)).resize(width).webp({ quality: QUALITY, effort: 6 }).toBuffer(),
  );
}
