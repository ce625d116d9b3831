import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhotoRanking } from '../../server/images/matching/photo-matcher.ts';
import { newId } from '../../server/shop/new-id.ts';
import type { Store } from '../../server/shop/store.ts';
import type { Product } from '../../shared/product.ts';
import { aProduct, putProducts } from '../server/http/admin/admin-fixtures.ts';
import { drawing } from '../server/images/decoder/drawings.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
import { insertConversation, insertVisitor } from '../support/conversation-data.ts';
import { createStore } from '../support/visitors.ts';
import {
  type AdminConsole,
  openAdminConsole,
  sidewaysScroll,
  signedInPage,
} from './admin-console.ts';

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

let browser: Browser;
let console: AdminConsole;
let store: Store;
let tent: Product;
let twin: Product;
/** What the matcher says of a photo; the twin's picture looks much like the tent's. */
let said: PhotoRanking;

beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole({
    matcher: {
      rank: async () => said,
      lookAlikePictures: async () => ({
        compared: ['/media/tent.webp'],
        alike: [
          {
            productId: twin.id,
            url: '/media/twin.webp',
            like: '/media/tent.webp',
            likeness: 0.91,
          },
        ],
      }),
    },
  });
  store = await createStore(console.database, { key: 'shop', name: 'My shop' });
  const picture = (name: string) => [{ type: 'image' as const, url: `/media/${name}.webp` }];
  tent = aProduct({ title: 'Alder 4 Family Tent', media: picture('tent') });
  twin = aProduct({ title: 'Alder 6 Family Tent', media: picture('twin') });
  await putProducts(console.database, store, [tent, twin]);
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

function candidates(): PhotoRanking {
  const because = { shape: 0.91, colour: 0.62, text: ['alder', 'family'], inliers: 34 };
  const items = [
    { productId: twin.id, score: 0.86, because },
    { productId: tent.id, score: 0.84, because: { ...because, text: [], inliers: 0 } },
  ];
  return { outcome: 'candidates', items, ranked: items, ours: 0.8, degraded: ['text_not_read'] };
}

async function productPage(options: BrowserContextOptions = {}) {
  return signedInPage(browser, console, { path: `/stores/shop/products/${tent.id}`, ...options });
}

describe('the page of a product', () => {
  it('shows what a dropped photo leads to and why, and keeps nothing of it', async () => {
    said = candidates();
    await using observed = await productPage();
    const { page } = observed;
    const section = page.getByRole('region', { name: 'Found by photo' });
    await section.getByText('Drop a photo here').waitFor();
    await section.locator('.try-drop').evaluate(
      (zone, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], 'p.jpg', { type: 'image/jpeg' }));
        const dropped = { dataTransfer, bubbles: true, cancelable: true };
        zone.dispatchEvent(new DragEvent('drop', dropped));
      },
      [...(await drawing(1))],
    );
    await section.getByText('This one is number 2.').waitFor();
    const rows = section.getByRole('list', { name: 'What was found' }).getByRole('listitem');
    expect(await rows.count()).toBe(2);
    const first = await rows.first().textContent();
    expect(first).toContain('Alder 6 Family Tent');
    expect(first).toContain('86% alike');
    expect(first).toContain('Same words: alder, family · 34 details found again · Shape 91%');
    expect(await rows.nth(1).textContent()).toContain('This product');
    await section.getByText('Not all ways of comparing could be used (text)').waitFor();
    said = { ...said, outcome: 'none', items: [], degraded: [] };
    const photo = { name: 'b.png', mimeType: 'image/png', buffer: await drawing(2) };
    await section.locator('input[type=file]').setInputFiles(photo);
    await section.getByText('Nothing found: the assistant says').waitFor();
    expect(await rows.count()).toBe(0);
    await section.getByText('Came near, but is not shown to the shopper').click();
    await section.getByText('86% alike').waitFor();
    expect(console.admin.images.all()).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(observed.errors).toEqual([]);
  });

  it('warns of pictures that look the same, and says what would help', async () => {
    await using observed = await productPage({ locale: 'vi-VN', ...PHONE });
    const { page } = observed;
    const section = page.getByRole('region', { name: 'Tìm bằng ảnh' });
    await section.getByText('Trông rất giống hình của:').waitFor();
    await section.getByText('Hãy thêm hai ảnh chụp sản phẩm bằng điện thoại').waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await section.getByRole('link', { name: 'Alder 6 Family Tent' }).click();
    await page.waitForURL(`**/products/${twin.id}`);
  });

  it('says so when what was dropped is no picture', async () => {
    await using observed = await productPage();
    const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
    const section = observed.page.getByRole('region', { name: 'Found by photo' });
    await section.locator('input[type=file]').setInputFiles(file);
    await section.getByRole('alert').waitFor();
  });
});

it('lists the photos that found nothing, each with a way to its conversation', async () => {
  const at = new Date();
  const { sql } = console.database;
  const owner = await insertVisitor(console.database, store.id, { at });
  const imageId = newId();
  const bytes = await drawing(3);
  const kept = { ...owner, id: imageId, mediaType: 'image/png' as const, createdAt: at };
  const facts = { width: 90, height: 90, bytes: bytes.length, sha256: Buffer.alloc(32) };
  await console.admin.images.add({ ...kept, ...facts }, bytes);
  await sql`
    insert into image (id, store_id, visitor_id, media_type, width, height, bytes, sha256)
    values (${imageId}, ${store.id}, ${owner.visitorId}, 'image/png', 90, 90, 1, ${facts.sha256})`;
  const { turnId } = await insertConversation(console.database, owner, { at, imageId });
  await sql`
    insert into tool_call (turn_id, store_id, call_id, step, name, input, output)
    values (${turnId}, ${store.id}, 'photo', 1, 'find_products_like_photo', ${sql.json({ image_id: imageId })},
      ${sql.json({ outcome: 'none', products: [], similar_by_words: [{ title: 'Alder 4 Family Tent' }] })})`;
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/conversations',
    ...PHONE,
  });
  const { page } = observed;
  await page.getByRole('link', { name: 'Photos that found nothing' }).click();
  const photo = page.getByRole('img', { name: 'Photo of a shopper' });
  await photo.waitFor();
  const isShown = () => photo.evaluate((image: HTMLImageElement) => image.naturalWidth > 0);
  await expect.poll(isShown).toBe(true);
  await page.getByText('Offered as similar: Alder 4 Family Tent').waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open the conversation' }).click();
  await page.getByText('A tent?').first().waitFor();
});
