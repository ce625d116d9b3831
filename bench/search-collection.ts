import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Product } from '../shared/product.ts';

/** Query → product id → 0 (no answer) to 3 (exactly what was asked for). */
export type Ratings = Record<string, Record<string, number>>;

/** A line each: UCP products, or simple ones `{id, title, brand?, price_cents?, description?, attrs?}`; may be gzipped. */
export async function readCatalog(file: string): Promise<Product[]> {
  const lines = (await readText(file)).split('\n').filter(Boolean);
  return lines.map((line) => readProduct(JSON.parse(line)));
}

export async function readRatings(file: string): Promise<Ratings> {
  return JSON.parse(await readText(file));
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

interface SimpleLine {
  id: string;
  title: string;
  brand?: string;
  price_cents?: number;
  description?: string;
  attrs?: Record<string, unknown>;
}

function readProduct(line: SimpleLine | Product): Product {
  if ('variants' in line) {
    const product = Product.parse(line);
    const external_id = product.metadata?.external_id ?? product.id;
    return { ...product, metadata: { ...product.metadata, external_id } };
  }
  const price = { amount: line.price_cents ?? 0, currency: 'USD' };
  const attributes = Object.entries(line.attrs ?? {}).map(([name, value]) => [
    name.replaceAll('_', ' '),
    String(value),
  ]);
  return Product.parse({
    id: line.id,
    handle: `product-${line.id}`,
    title: line.title.slice(0, 500),
    description: { plain: line.description ?? '' },
    price_range: { min: price, max: price },
    variants: [{ id: `${line.id}-1`, title: 'Default', price, availability: { available: true } }],
    metadata: {
      brand: line.brand,
      external_id: line.id,
      attributes: Object.fromEntries(attributes),
    },
  });
}
