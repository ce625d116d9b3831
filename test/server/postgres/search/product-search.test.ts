import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import type { ProductQuery } from '../../../../server/shop/catalog.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { makeProduct, type ProductFacts } from '../../../support/make-product.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const GAMING = [{ value: 'Laptop gaming' }];
const OFFICE = [{ value: 'Laptop văn phòng' }];

const LAPTOPS: ProductFacts[] = [
  laptop('Kestria Raid 15', { categories: GAMING, price: 15_990_000, ram: '16 GB' }),
  laptop('Vexora Strike 16', { categories: GAMING, price: 24_990_000, ram: '32GB' }),
  laptop('Zephon Hunter 15', { categories: GAMING, price: 19_990_000, ram: '16GB' }),
  laptop('Tavaro Desk 14', { categories: OFFICE, price: 9_990_000, ram: '8 GB' }),
  laptop('Minao Note 14', { categories: OFFICE, price: 14_990_000, ram: '16 GB' }),
  {
    handle: 'moji-pack',
    title: 'Balo laptop Moji Pack 16',
    categories: [{ value: 'Balo' }],
    description: 'Chống thấm, vừa máy tính đến 16 inch.',
    price: 690_000,
  },
  {
    handle: 'moji-armor',
    title: 'Balo gaming Moji Armor 17',
    categories: [{ value: 'Balo' }],
    price: 1_190_000,
  },
  {
    handle: 'sonark',
    title: 'Tai nghe gaming Sonark H7',
    categories: [{ value: 'Tai nghe' }],
    variants: [{ id: 'sonark-1', sku: 'AUD-SONARK-H7', price: 1_790_000 }],
  },
  {
    handle: 'ao-thun-do',
    title: 'Áo thun đỏ',
    description: 'Màu đỏ, vải bông.',
    categories: [{ value: 'Quần áo' }],
    price: 150_000,
  },
];

function laptop(
  title: string,
  facts: Pick<ProductFacts, 'categories' | 'price'> & { ram: string },
): ProductFacts {
  const { ram, ...rest } = facts;
  const attributes = { RAM: ram, 'Màn hình': '15,6 inch', 'Mã máy': `${title.slice(0, 2)}507VV` };
  return {
    handle: title.toLowerCase().replaceAll(' ', '-'),
    title,
    metadata: { brand: title.split(' ')[0], attributes },
    ...rest,
  };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A new store with these products in the one database of this file. */
async function shop(facts = LAPTOPS, { currency = 'VND', locale = 'vi' } = {}) {
  const storeId = await insertStore(database, { currency, locale });
  const catalog = postgresCatalog(database.patient, { publicUrl: 'https://aisle.example' });
  await catalog.upsert(
    storeId,
    facts.map((product) => makeProduct({ ...product, currency })),
  );
  const find = async (text: string, query: Partial<ProductQuery> = {}) => {
    const page = await catalog.search(storeId, { text, limit: 10, ...query });
    return page.products.map(({ title }) => title);
  };
  return { catalog, storeId, find };
}

const GAMING_LAPTOPS = ['Kestria Raid 15', 'Vexora Strike 16', 'Zephon Hunter 15'];

describe('what a shopper types', () => {
  test('finds the same gaming laptops in Vietnamese, without diacritics, in English and misspelt', async () => {
    const under = await shop();
    const typed = [
      'máy tính chơi game',
      'may tinh choi game',
      'máy tính choi game'.normalize('NFD'),
      'laptop gaminh',
      'gaming laptop',
      'Laptop GAMING',
    ];
    for (const text of typed) {
      const found = await under.find(text);
      expect(found.slice(0, 3).sort(), text).toEqual(GAMING_LAPTOPS);
    }
  });

  test('may have letters swapped, dropped or doubled', async () => {
    const under = await shop();
    for (const text of ['kestira', 'kestra', 'kesstria', 'sonrak']) {
      const [first] = await under.find(text);
      expect(first, text).toMatch(/Kestria|Sonark/);
    }
  });

  test('means what it was meant to mean, also where only the right spelling is understood', async () => {
    const under = await shop();
    for (const text of ['gaming lapotp', 'gaming latpop', 'may tihn choi game']) {
      const found = await under.find(text);
      expect(found.slice(0, 3).sort(), text).toEqual(GAMING_LAPTOPS);
    }
    const bags = await under.find('blao laptop');
    expect(bags[0]).toBe('Balo laptop Moji Pack 16');
  });

  test('asks for the thing itself, not for what is made for it', async () => {
    const under = await shop([
      { handle: 'pad', title: 'Mouse pad' },
      { handle: 'rest', title: 'Mouse wrist rest' },
      { handle: 'mouse', title: 'Kestria K3 silent office mouse USB' },
      { handle: 'sleep', title: 'Sleeping pad' },
    ]);
    expect((await under.find('mouse'))[0]).toBe('Kestria K3 silent office mouse USB');
    expect((await under.find('chuột'))[0]).toBe('Kestria K3 silent office mouse USB');
    expect((await under.find('mouse pad'))[0]).toBe('Mouse pad');
    expect((await under.find('sleeping mat'))[0]).toBe('Sleeping pad');
  });

  test('may be one thing or many, together or apart', async () => {
    const under = await shop([
      { handle: 'keys', title: 'Mechanical keyboard' },
      { handle: 'bank', title: 'Power bank 20000 mAh' },
    ]);
    expect(await under.find('key boards')).toEqual(['Mechanical keyboard']);
    expect(await under.find('mechanical keyboards')).toEqual(['Mechanical keyboard']);
    expect(await under.find('powerbanks 20,000mah')).toEqual(['Power bank 20000 mAh']);
  });

  test('may write sizes with or without a space and with a comma or a point', async () => {
    const under = await shop();
    const sixteen = ['Kestria Raid 15', 'Minao Note 14', 'Zephon Hunter 15'];
    expect((await under.find('16gb ram')).slice(0, 3).sort()).toEqual(sixteen);
    expect((await under.find('RAM 16 GB')).slice(0, 3).sort()).toEqual(sixteen);
    expect(await under.find('15.6"')).toEqual(await under.find('15,6 inch'));
    expect((await under.find('15.6-inch')).length).toBe(5);
  });

  test('may name a price, which filters unless a filter was given', async () => {
    const under = await shop();
    const cheap = ['Kestria Raid 15', 'Zephon Hunter 15'];
    expect((await under.find('laptop gaming dưới 20 triệu')).slice(0, 2).sort()).toEqual(cheap);
    const dear = await under.find('laptop gaming dưới 20 triệu', { minPrice: 20_000_000 });
    expect(dear).toEqual(['Vexora Strike 16']);
    expect(await under.find('dưới 700k')).toEqual(['Balo laptop Moji Pack 16', 'Áo thun đỏ']);
  });

  test('finds Vietnamese words that are stop words of English', async () => {
    const under = await shop();
    expect((await under.find('do'))[0]).toBe('Áo thun đỏ');
  });

  test('puts what was named exactly first: SKU, handle, model number', async () => {
    const under = await shop();
    expect((await under.find('aud-sonark-h7'))[0]).toBe('Tai nghe gaming Sonark H7');
    expect((await under.find('gaming AUD-SONARK-H7'))[0]).toBe('Tai nghe gaming Sonark H7');
    expect((await under.find('moji-pack'))[0]).toBe('Balo laptop Moji Pack 16');
    expect((await under.find('laptop ZE507VV'))[0]).toBe('Zephon Hunter 15');
  });

  test('finds nothing that only shares nothing with it', async () => {
    const under = await shop();
    expect(await under.find('spaceship')).toEqual([]);
    expect(await under.find('!!! ???')).toEqual([]);
  });

  test('may be anything', async () => {
    const under = await shop(LAPTOPS.slice(0, 1));
    const quotes = ["'", '"', '""""', '\\', "a' | 'b"];
    const operators = ['<->', '& | !', ':*', '%', '((', 'a:b', '\\x00'];
    const long = ['x'.repeat(5_000), 'a b '.repeat(2_000), '🛒', '\ud800'];
    for (const text of [...quotes, ...operators, ...long]) {
      expect(await under.find(text), text).toEqual(expect.any(Array));
    }
  });

  test('with a NUL character is refused, not an error of the database', async () => {
    const under = await shop(LAPTOPS.slice(0, 1));
    await expect(under.find('a\0b')).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await under.find('zzz \ud83d')).toEqual([]);
  });
});

describe('the language of a store', () => {
  test.each([
    ['de-AT', 'Lampen', 'Lampe'],
    ['fr', 'grandes tentes', 'grand tente'],
    ['es', 'mochilas impermeables', 'mochila impermeable'],
    ['ru', 'палатки', 'палатка'],
    ['en', 'batteries', 'battery'],
    ['xx', 'tents', 'tent'],
  ])('%s: "%s" is looked for as "%s"', async (locale, many, one) => {
    const lexemes = async (text: string) => {
      const [row] = await database.sql`
        select tsvector_to_array(search_vector(${text}, search_configuration(${locale}))) as words`;
      return row?.words;
    };
    expect(await lexemes(many)).toEqual(await lexemes(one));
  });

  test('is that of its products from the moment it changes', async () => {
    const under = await shop([{ handle: 'lampe', title: 'Lampen' }], { locale: 'en' });
    const indexed = async () => {
      const [row] = await database.sql`
        select tsvector_to_array(title_words) as words from product_search where store_id = ${under.storeId}`;
      return row?.words;
    };
    expect(await indexed()).toEqual(['lampen']);
    await database.sql`update store set locale = 'de' where id = ${under.storeId}`;
    expect(await indexed()).toEqual(['lamp']);
    expect(await under.find('Lampe')).toEqual(['Lampen']);
    expect(await under.find('Lampne')).toEqual(['Lampen']);
  });
});

test('what only mentions a thing is none of its kind, what is called so may be of another', async () => {
  const ware = (handle: string, title: string, category: string, description = '') => ({
    handle,
    title,
    description,
    categories: [{ value: category }],
    price: 1_000,
  });
  const { find } = await shop([
    ware('canister', 'Canister Stove', 'Cooking'),
    ware('burner', 'Two-Burner Stove', 'Cooking'),
    ware('boot', 'Winter Boot', 'Shoes', 'Warms up beside a stove.'),
    ware('mug', 'Titanium Mug', 'Cooking', 'May stand on a stove.'),
    ware('bag', 'Stove Bag', 'Bags'),
  ]);
  const found = await find('stove', { limit: 10 });
  expect(found.toSorted()).toEqual([
    'Canister Stove',
    'Stove Bag',
    'Titanium Mug',
    'Two-Burner Stove',
  ]);
});

describe('another store', () => {
  test('neither shows its products nor takes their places, searched or browsed', async () => {
    const [mine] = LAPTOPS;
    const under = await shop([mine!]);
    await shop();
    for (const text of ['laptop gaming', '']) {
      const page = await under.catalog.search(under.storeId, { text, limit: 1 });
      expect(
        page.products.map(({ title }) => title),
        text,
      ).toEqual([mine!.title]);
      expect(page.nextCursor, text).toBeUndefined();
    }
  });
});

describe('pages', () => {
  test('of a search hold every hit once, in order', async () => {
    const under = await shop();
    const { catalog, storeId, find } = under;
    const all = await find('laptop', { limit: 100 });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog.search(storeId, { text: 'laptop', limit: 2, cursor });
      paged.push(...page.products.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    expect(all.length).toBeGreaterThan(4);
    expect(paged).toEqual(all);
  });

  test('belong to one question', async () => {
    const under = await shop();
    const { catalog, storeId } = under;
    const { nextCursor: cursor } = await catalog.search(storeId, { text: 'laptop', limit: 1 });
    expect(cursor).toBeDefined();
    const other = catalog.search(storeId, { text: 'balo', limit: 1, cursor });
    await expect(other).rejects.toMatchObject({ code: 'invalid_request' });
    const tampered = Buffer.from(cursor!, 'base64url')
      .toString()
      .replace(/"rank":"[^"]*"/, '"rank":"x"');
    const forged = Buffer.from(tampered).toString('base64url');
    const search = catalog.search(storeId, { text: 'laptop', limit: 1, cursor: forged });
    await expect(search).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('the index', () => {
  test('follows an edit made directly in the table', async () => {
    const under = await shop();
    const { find, storeId } = under;
    await database.sql`
      update product set title = 'Quạt gió Breezo' where store_id = ${storeId} and handle = 'moji-pack'`;
    expect(await find('breezo')).toEqual(['Quạt gió Breezo']);
    expect(await find('breezzo')).toEqual(['Quạt gió Breezo']);
    await database.sql`
      update category set value = 'Máy quạt' where store_id = ${storeId} and value = 'Balo'`;
    expect(await find('', { categories: ['may quat'] })).toHaveLength(2);
    await database.sql`delete from product where store_id = ${storeId} and handle = 'moji-pack'`;
    expect(await find('breezo')).toEqual([]);
  });

  test('has a new price and a new stock at once', async () => {
    const under = await shop();
    const { find, storeId } = under;
    expect(await find('sonark dưới 1 triệu')).toEqual([]);
    await database.sql`update variant set price = 990000 where store_id = ${storeId} and sku = 'AUD-SONARK-H7'`;
    expect(await find('sonark dưới 1 triệu')).toEqual(['Tai nghe gaming Sonark H7']);
    await database.sql`update variant set stock = 0 where store_id = ${storeId} and sku = 'AUD-SONARK-H7'`;
    expect(await find('sonark dưới 1 triệu', { available: true })).toEqual([]);
  });

  test('has no product that cannot be sold for want of a variant', async () => {
    const under = await shop();
    const { find, storeId } = under;
    await database.sql`delete from variant where store_id = ${storeId} and sku = 'AUD-SONARK-H7'`;
    expect(await find('sonark')).toEqual([]);
  });

  test('goes with its store', async () => {
    const under = await shop();
    const { storeId } = under;
    await database.sql`delete from store where id = ${storeId}`;
    const [left] = await database.sql`
      select (select count(*) from product_search where store_id = ${storeId})
        + (select count(*) from search_word where store_id = ${storeId}) as rows`;
    expect(left).toEqual({ rows: 0 });
  });
});
