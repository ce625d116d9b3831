import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparedPictures } from '../../../../server/images/matching/look-alike-pictures.ts';
import type {
  MatchedProduct,
  PhotoRanking,
  RankOptions,
} from '../../../../server/images/matching/photo-matcher.ts';
import { SearchFailure } from '../../../../server/images/recognition/picture-search.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { PhotoTrial, PictureCheck, UnmatchedPhotoPage } from '../../../../shared/admin-photos.ts';
import type { Product } from '../../../../shared/product.ts';
import {
  insertConversation,
  insertImage,
  insertVisitor,
} from '../../../support/conversation-data.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { plainJpeg } from '../../images/matching/pictures.ts';
import { type AdminApp, adminApp } from './admin-app.ts';
import { aProduct, putProducts } from './admin-fixtures.ts';

let database: TestDatabase;
let store: Store;
let admin: AdminApp;
let tent: Product;
let twin: Product;
/** How the last photo was to be looked at. */
let asked: RankOptions | undefined;
let said: PhotoRanking = { outcome: 'none', items: [], ranked: [], ours: 0, degraded: [] };
/** By product; without an entry pictures cannot be compared. */
const neighbours = new Map<string, ComparedPictures>();

beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
  const picture = (name: string) => ({ type: 'image' as const, url: `${name}.webp` });
  tent = aProduct({
    title: 'Tent',
    media: ['/media/tent', '/media/side', '/media/new', 'https://far.example/a'].map(picture),
  });
  twin = aProduct({ title: 'Twin', media: [picture('/media/twin')] });
  await putProducts(database, store, [tent, twin]);
  admin = await adminApp(database, {
    matcher: {
      async rank(_, options) {
        asked = options;
        return said;
      },
      async lookAlikePictures(_, productId) {
        const found = neighbours.get(productId);
        if (!found) throw new SearchFailure('the index is not loaded');
        return found;
      },
    },
  });
});
afterAll(() => database[Symbol.asyncDispose]());

function matched({ id }: Product, score: number): MatchedProduct {
  const because = { shape: 0.9, colour: 0.5, text: ['fernwood'], inliers: 31 };
  return { productId: id, score, because };
}

async function get(path: string, headers: Record<string, string>) {
  return admin.call(`/admin/api/stores/test-shop${path}`, { headers });
}

describe('a photo that a merchant tries', () => {
  async function tried(body: Buffer, type = 'image/jpeg') {
    const headers = { ...(await admin.sessionOf('viewer')), 'content-type': type };
    const url = '/admin/api/stores/test-shop/photos/try';
    return admin.call(url, { method: 'POST', headers, body: new Uint8Array(body) });
  }

  it('says what it leads to and why, also to a viewer, and leaves nothing behind', async () => {
    const items = [matched(tent, 0.7), matched(aProduct(), 0.6)];
    const ranked = [...items, matched(twin, 0.2)];
    said = { outcome: 'candidates', items, ranked, ours: 0.8, degraded: ['text_not_read'] };
    const response = await tried(await plainJpeg());
    expect(response.status).toBe(200);
    const { picture, ...named } = { id: tent.id, title: 'Tent', picture: expect.any(String) };
    expect(PhotoTrial.parse(await response.json())).toEqual({
      outcome: 'candidates',
      items: [
        {
          product: { ...named, picture },
          ...{ score: 0.7, shape: 0.9, colour: 0.5, text: ['fernwood'], details: 31 },
          shown: true,
        },
        expect.objectContaining({
          product: expect.objectContaining({ title: 'Twin' }),
          shown: false,
        }),
      ],
      degraded: ['text_not_read'],
    });
    expect(admin.images.all()).toEqual([]);
    expect(await database.sql`select 1 from image union all select 1 from catalog_picture`).toEqual(
      [],
    );
  });

  it('teaches the store nothing of what its shoppers’ photos look like', async () => {
    asked = undefined;
    await tried(await plainJpeg());
    expect(asked).toMatchObject({ storeId: store.id, learns: false });
  });

  it('is refused as a shopper’s is, when it is none', async () => {
    expect((await tried(Buffer.from('<svg/>'), 'image/svg+xml')).status).toBe(415);
    expect((await tried(await plainJpeg(), 'text/plain')).status).toBe(415);
    expect(admin.unexpected).toEqual([]);
  });
});

describe("a product's pictures", () => {
  it('are told apart from those of others, or it says from which they are not', async () => {
    const headers = await admin.signedIn();
    const check = async ({ id }: Product) =>
      PictureCheck.parse(await (await get(`/products/${id}/picture-check`, headers)).json());
    const like = (url: string, likeness: number, { id }: Product) => ({
      ...{ productId: id, url: '/media/other.webp', like: url, likeness },
    });
    neighbours.set(tent.id, {
      compared: ['/media/tent.webp', '/media/side.webp'],
      alike: [like('/media/tent.webp', 0.99, twin)],
    });
    neighbours.set(twin.id, {
      compared: ['/media/twin.webp'],
      alike: [like('/media/twin.webp', 0.9, tent), like('/media/twin.webp', 0.9, aProduct())],
    });
    const { pictures, wants_phone_photos } = await check(tent);
    expect(pictures.map(({ url, outcome }) => [url, outcome])).toEqual([
      ['/media/tent.webp', 'same'],
      ['/media/side.webp', 'clear'],
      ['/media/new.webp', 'pending'],
      ['https://far.example/a.webp', 'unknown'],
    ]);
    expect(pictures[0]?.alike).toMatchObject([{ id: twin.id, title: 'Twin' }]);
    expect(wants_phone_photos).toBe(false);
    expect(await check(twin)).toMatchObject({
      pictures: [{ outcome: 'near', alike: [{ title: 'Tent' }] }],
      wants_phone_photos: true,
    });
  });

  it('cannot be checked while the index is not there, and one may try again', async () => {
    const lonely = aProduct();
    await putProducts(database, store, [lonely]);
    const response = await get(`/products/${lonely.id}/picture-check`, await admin.signedIn());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(admin.unexpected).toEqual([]);
  });

  it('are those of a product that is there', async () => {
    const headers = await admin.signedIn();
    for (const id of ['0', newId()]) {
      expect((await get(`/products/${id}/picture-check`, headers)).status).toBe(404);
    }
  });
});

describe('photos that found nothing', () => {
  const at = new Date('2026-03-01T10:00:00Z');

  async function looked(imageId: string, output: object, owner: { visitorId: string }) {
    const whose = { storeId: store.id, ...owner };
    const turn = await insertConversation(database, whose, { at, imageId });
    await database.sql`
      insert into tool_call (turn_id, store_id, call_id, step, name, input, output)
      values (${turn.turnId}, ${store.id}, ${newId()}, 1, 'find_products_like_photo',
        ${database.sql.json({ image_id: imageId })}, ${database.sql.json(output as never)})`;
    return turn;
  }

  async function list(): Promise<UnmatchedPhotoPage> {
    const response = await get('/photos/unmatched', await admin.sessionOf('viewer'));
    return UnmatchedPhotoPage.parse(await response.json());
  }

  it('are listed once each, newest first, with what was asked and where', async () => {
    const owner = await insertVisitor(database, store.id, { at });
    const [first, second, found] = await Promise.all(
      [0, 1, 2].map(() => insertImage(database, owner, at)),
    );
    const none = { outcome: 'none', products: [], degraded: [] };
    await looked(first!, none, owner);
    await looked(found!, { ...none, outcome: 'candidates' }, owner);
    const asked = await looked(second!, { ...none, degraded: ['text'] }, owner);
    const again = { ...none, similar_by_words: [{ title: 'Tent' }] };
    const { conversationId } = await looked(first!, again, owner);
    const { photos, next_cursor } = await list();
    expect(next_cursor).toBeNull();
    expect(photos).toMatchObject([
      { image_id: first, conversation_id: conversationId, offered: ['Tent'], unsure: false },
      { image_id: second, conversation_id: asked.conversationId, offered: [], unsure: true },
    ]);
    expect(photos[0]?.question).toBe('A tent?');

    // Whatever deletes a conversation, or a photo, deletes it here too.
    await database.sql`delete from turn where id = ${asked.turnId}`;
    expect((await list()).photos.map(({ image_id }) => image_id)).toEqual([first]);
    await database.sql`delete from image where id = ${first!}`;
    expect((await list()).photos).toEqual([]);
  });

  it('come in pages, each once', async () => {
    const owner = await insertVisitor(database, store.id, { at });
    const ids: string[] = [];
    for (let n = 0; n < 32; n++) {
      const id = await insertImage(database, owner, at);
      ids.unshift(id);
      await looked(id, { outcome: 'none' }, owner);
    }
    const headers = await admin.signedIn();
    const one = UnmatchedPhotoPage.parse(await (await get('/photos/unmatched', headers)).json());
    const rest = await get(`/photos/unmatched?cursor=${one.next_cursor}`, headers);
    const two = UnmatchedPhotoPage.parse(await rest.json());
    expect([...one.photos, ...two.photos].map(({ image_id }) => image_id)).toEqual(ids);
    expect((await get('/photos/unmatched?cursor=none', headers)).status).toBe(400);
  });
});
