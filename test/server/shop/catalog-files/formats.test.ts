import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { COLUMNS, HEADINGS } from '../../../../server/shop/catalog-files/woocommerce-headings.ts';
import { catalogWriting } from '../../../../server/shop/catalog-files/write-catalog.ts';
import type { Product } from '../../../../shared/product.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { readBytes, readFixture } from './read-file.ts';

const summary = ({ title, categories, media, options, metadata, variants }: Product) => ({
  title,
  categories: categories?.map(({ value }) => value),
  pictures: media?.map(({ url }) => url.replace(/^.*\//, '')),
  options: options?.map(({ name, values }) => [name, ...values.map(({ label }) => label)]),
  brand: metadata?.brand,
  attributes: metadata?.attributes,
  variants: variants.map((item) => [
    item.sku,
    item.title,
    item.price.amount,
    item.list_price?.amount,
    item.availability.status,
    item.metadata?.stock,
  ]),
});

describe('Shopify', () => {
  test('joins rows of one handle, wherever they stand, into variants and pictures', async () => {
    const { format, products } = await readFixture('shopify-classic.csv');
    const [jacket, mug, boot] = products;
    expect(format).toBe('shopify');
    expect(jacket?.product && summary(jacket.product)).toEqual({
      title: 'Ridge Jacket',
      categories: ['Apparel & Accessories > Clothing > Outerwear', 'Jackets'],
      pictures: ['ridge-1.jpg', 'ridge-2.jpg'],
      options: [
        ['Color', 'Red', 'Blue'],
        ['Size', 'S', 'M'],
      ],
      brand: 'Bergwerk',
      attributes: { Fabric: 'Nylon' },
      variants: [
        ['RJ-R-S', 'Red / S', 12_900, 14_900, 'in_stock', 4],
        ['RJ-R-M', 'Red / M', 12_900, undefined, 'backorder', 0],
        ['RJ-B-S', 'Blue / S', 11_900, 14_900, 'in_stock', 0],
      ],
    });
    expect(jacket?.product?.description.plain).toBe('Keeps rain out.\n- 3 layers\n- Taped seams');
    // Nobody counts it: no tracker.
    expect(mug?.product?.variants[0]?.metadata).toBeUndefined();
    expect(mug?.product?.options).toBeUndefined();
    expect(boot?.problems).toMatchObject([{ line: 7, reason: 'unpublished', value: 'archived' }]);
  });

  test('knows its newer names of columns', async () => {
    const { format, products } = await readFixture('shopify-new.csv');
    expect(format).toBe('shopify');
    expect(products[0]?.product && summary(products[0].product)).toMatchObject({
      options: [['Light', 'Warm', 'Cold']],
      variants: [
        ['LAMP-1', 'Warm', 129_900, undefined, 'in_stock', 7],
        ['LAMP-2', 'Cold', 134_950, undefined, 'backorder', 0],
      ],
    });
  });
});

test('WooCommerce: variations find their parents by SKU and by id, and decimals have commas', async () => {
  const { format, products } = await readFixture('woocommerce.csv', { currency: 'EUR' });
  const [tent, stove, ...refused] = products;
  expect(format).toBe('woocommerce');
  expect(tent?.product && summary(tent.product)).toEqual({
    title: 'Zelt',
    categories: ['Camping > Zelte', 'Wandern, leicht'],
    pictures: ['zelt.jpg', 'zelt-b.jpg'],
    options: [['Größe', '2 Personen', '4 Personen']],
    brand: 'Bergwerk',
    attributes: { Material: 'Nylon, Alu' },
    variants: [
      ['ZELT-2', '2 Personen', 129_900, undefined, 'in_stock', 3],
      [undefined, '4 Personen', 109_950, 149_900, 'out_of_stock', undefined],
    ],
  });
  expect(stove?.product?.variants[0]?.price.amount).toBe(3_990);
  expect(refused.flatMap(({ problems }) => problems)).toMatchObject([
    { line: 6, reason: 'unpublished' },
    { line: 7, reason: 'parent_missing', value: 'FEHLT' },
  ]);
});

describe('a Google feed', () => {
  test('as a table makes variants of an item group', async () => {
    const { format, products } = await readFixture('google.tsv');
    const [tee, cap, euro] = products;
    expect(format).toBe('google');
    expect(tee?.product && summary(tee.product)).toMatchObject({
      options: [['Color', 'Red', 'Blue']],
      pictures: ['tee-r.jpg', 'a.jpg', 'b.jpg', 'tee-b.jpg'],
      attributes: { Size: 'S', Condition: 'new' },
      variants: [
        ['TEE-R-S', 'Red', 1_999, 2_500, 'in_stock', undefined],
        ['TEE-B-S', 'Blue', 2_500, undefined, 'out_of_stock', undefined],
      ],
    });
    expect(cap?.product?.variants[0]?.availability.status).toBe('preorder');
    expect(euro?.problems).toMatchObject([{ line: 5, reason: 'currency_differs' }]);
  });

  test('as RSS and as Atom has the same fields, and descriptions without tags', async () => {
    const rss = await readFixture('google.xml');
    expect(rss.products).toMatchObject([
      {
        line: 6,
        product: {
          title: 'Tee & more',
          url: 'https://shop.example/tee?a=1&b=2',
          description: { plain: 'Soft.\n- Cotton' },
          metadata: { attributes: { Fit: 'Slim' } },
        },
      },
    ]);
    expect(rss.products[0]?.product?.variants.map(({ price }) => price.amount)).toEqual([
      1_999, 2_500,
    ]);
    const atom = await readFixture('google-atom.xml');
    expect(atom.products).toMatchObject([
      { product: { title: 'Lamp', url: 'https://shop.example/lamp' } },
    ]);
  });

  test.each([
    ['an element each in XML', 'google-xml'],
    ['parted by commas in a table', 'google-tsv'],
  ] as const)('has its lists %s, whatever commas are in them', async (_, name) => {
    const { head, tail, productText } = catalogWriting(name);
    const given = makeProduct({
      handle: 'lamp',
      categories: [{ value: 'Home, garden' }, { value: 'Lamps' }],
      media: ['a.jpg', 'b.jpg?size=1,2'].map((file) => ({
        type: 'image',
        url: `https://cdn.example/${file}`,
      })),
    });
    const text = head + productText(given) + tail;
    // As the feeds of others have addresses.
    const { products } = await readBytes(name === 'google-xml' ? text.replace('%2C', ',') : text);
    expect(products[0]?.product?.categories).toEqual(given.categories);
    const pictures = products[0]?.product?.media?.map(({ url }) => url.replace('%2C', ','));
    expect(pictures).toEqual(given.media?.map(({ url }) => url));
  });
});

describe('our own', () => {
  test('table has a row a variant, and no formula in it', async () => {
    const { format, products } = await readFixture('aisle.csv');
    const [tent, mug, broken] = products;
    expect(format).toBe('aisle-csv');
    expect(tent?.product && summary(tent.product)).toMatchObject({
      categories: ['Camping > Tents', 'Family'],
      attributes: { Weight: '2.1 kg', Seasons: '3' },
      variants: [
        ['TENT-2', '2 person', 29_900, 34_900, 'in_stock', 4],
        ['TENT-4', '4 person', 39_900, undefined, 'in_stock', 0],
      ],
    });
    expect(mug?.product?.description.plain).toBe('=SUM(A1)');
    expect(broken?.problems).toMatchObject([{ line: 6, reason: 'price_missing' }]);
  });

  test('JSON names the line and the place of what is wrong', async () => {
    const { products } = await readBytes('[\n {"id": "1", "title": "A"},\n\n {"oops"}\n]');
    const [shape, syntax] = products;
    expect(shape).toMatchObject({ line: 2, title: 'A' });
    expect(shape?.problems.map(({ field }) => field)).toContain('/handle');
    expect(syntax?.problems).toMatchObject([{ line: 4, reason: 'not_json' }]);
  });

  test('JSON may stand on a single line, and so may XML without ids', async () => {
    const { products } = await readBytes('[{"title":"A"},{"title":"B"},7,{"oops"}]');
    expect(products.map(({ title }) => title)).toEqual(['A', 'B', undefined, undefined]);
    const feed = await readBytes(
      '<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>',
    );
    expect(feed.products).toHaveLength(2);
  });

  test('is read from any encoding, with any separator', async () => {
    const text = 'handle;title;price\nque;Crème brûlée;12,50\n';
    const files = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      Buffer.from(text.replaceAll(';', '\t').replaceAll('\n', '\r')),
    ];
    for (const file of files) {
      const { products } = await readBytes(file);
      expect(products[0]?.product).toMatchObject({
        title: 'Crème brûlée',
        variants: [{ price: { amount: 1_250 } }],
      });
    }
  });
});

const WOOCOMMERCE_HEADERS = {
  German:
    'ID;Typ;Artikelnummer;Name;Veröffentlicht;Kurzbeschreibung;Beschreibung;Vorrätig?;Lager;Lieferrückstände erlaubt?;Angebotspreis;Regulärer Preis;Kategorien;Schlagwörter;Bilder;Übergeordnetes Produkt;Brands;Attribut 1 Name;Attribut 1 Wert(e);Attribut 1 Sichtbar;Attribut 1 Global;Attribut 2 Name;Attribut 2 Wert(e)',
  French:
    "ID;Type;UGS;Nom;Publié;Description courte;Description;En stock ?;Stock;Autoriser les commandes de produits en rupture ?;Tarif promo;Tarif régulier;Catégories;Étiquettes;Images;Parent;Brands;Nom de l’attribut 1;Valeur(s) de l’attribut 1;Attribut 1 visible;Attribut 1 global;Nom de l'attribut 2;Valeur(s) de l'attribut 2",
  Spanish:
    'ID;Tipo;SKU;Nombre;Publicado;Descripción corta;Descripción;¿En inventario?;Inventario;¿Permitir reservas de productos agotados?;Precio rebajado;Precio normal;Categorías;Etiquetas;Imágenes;Superior;Brands;Nombre del atributo 1;Valor(es) del atributo 1;Atributo visible 1;Atributo global 1;Nombre del atributo 2;Valor(es) del atributo 2',
  Vietnamese:
    'ID;Loại;Mã sản phẩm;Tên;Đã đăng;Mô tả ngắn;Mô tả;Còn hàng?;Kho;Cho phép đặt trước?;Giá khuyến mãi;Giá bán thường;Danh mục;Từ khóa;Hình ảnh;Gốc;Brands;Tên thuộc tính 1;Giá trị thuộc tính 1;Attribute 1 visible;Attribute 1 global;Tên thuộc tính 2;Giá trị thuộc tính 2',
  Italian:
    'ID;Tipo;COD;Nome;Pubblicato;Breve descrizione;Descrizione;In stock?;Magazzino;Abilita gli ordini arretrati?;Prezzo in offerta;Prezzo di listino;Categorie;Tag;Immagine;Genitore;Brands;Attributo 1 nome;Attributo 1 valuta(e);Attribute 1 visible;Attribute 1 global;Attributo 2 nome;Attributo 2 valuta(e)',
  Brazilian:
    'ID;Tipo;SKU;Nome;Publicado;Descrição curta;Descrição;Em estoque?;Estoque;São permitidas encomendas?;Preço promocional;Preço;Categorias;Tags;Imagens;Ascendente;Brands;Nome do atributo 1;Valores do atributo 1;Attribute 1 visible;Attribute 1 global;Nome do atributo 2;Valores do atributo 2',
  Dutch:
    'ID;Type;Artikelnummer;Naam;Gepubliceerd;Korte omschrijving;Beschrijving;Op voorraad?;Voorraad;Nabestellingen toestaan?;Actieprijs;Reguliere prijs;Categorieën;Tags;Afbeeldingen;Hoofd;Brands;Naam eigenschap 1;Waarde eigenschap 1;Attribute 1 visible;Attribute 1 global;Naam eigenschap 2;Waarde eigenschap 2',
  Polish:
    'ID;Typ;SKU;Nazwa;Opublikowano;Krótki opis;Opis;W magazynie?;Stan magazynowy;Pozwalać na zamówienia oczekujące (na dostawę do magazynu)?;Cena promocyjna;Cena;Kategorie;Tagi;Obrazki;Element nadrzędny;Brands;Nazwa atrybutu 1;Wartości atrybutu 1;Attribute 1 visible;Attribute 1 global;Nazwa atrybutu 2;Wartości atrybutu 2',
  Turkish:
    'ID;Tür;Stok kodu (SKU);İsim;Yayımlanmış;Kısa açıklama;Açıklama;Stokta?;Stok;Yok satmaya izin?;İndirimli satış fiyatı;Normal fiyat;Kategoriler;Etiketler;Görseller;Ebeveyn;Brands;Nitelik 1 ismi;Nitelik 1 değer(ler)i;Attribute 1 visible;Attribute 1 global;Nitelik 2 ismi;Nitelik 2 değer(ler)i',
  Ukrainian:
    'ID;Тип;Артикул;Назва;Опубліковано;Короткий опис;Опис;В наявності?;Запаси;Дозволити резервування?;Ціна зі знижкою;Звичайна ціна;Категорії;Позначки;Зображення;Предок;Brands;Назва 1 атрибуту;1 значення атрибуту;Attribute 1 visible;Attribute 1 global;Назва 2 атрибуту;2 значення атрибуту',
  Japanese:
    'ID;タイプ;SKU;名前;公開済み;簡単な説明;説明;在庫の有無;在庫;お取り寄せを許可する ?;セール価格;標準価格;カテゴリー;タグ;画像;親;Brands;属性 1 の名前;属性 1 の値;Attribute 1 visible;Attribute 1 global;属性 2 の名前;属性 2 の値',
};

test.each(Object.entries(WOOCOMMERCE_HEADERS))(
  'a WooCommerce file with %s columns says the same as with English ones',
  async (_, header) => {
    const name = '../../../fixtures/catalog-files/woocommerce.csv';
    const text = await readFile(new URL(name, import.meta.url), 'utf8');
    const english = await readBytes(text, { currency: 'EUR' });
    const translated = text.replace(/^[^\n]*/, header);
    expect(await readBytes(translated, { currency: 'EUR' })).toEqual(english);
  },
);

test('every language of WooCommerce names every column, and no name stands for two', () => {
  const meanings = new Map<string, Set<string>>();
  for (const [locale, line] of Object.entries(HEADINGS)) {
    const columns = line.split('|');
    expect([locale, columns.length]).toEqual([locale, COLUMNS.length]);
    for (const [index, headings] of columns.entries()) {
      for (const heading of headings.split(' / ').map((text) => text.trim().toLowerCase())) {
        meanings.set(heading, (meanings.get(heading) ?? new Set()).add(COLUMNS[index]!));
      }
    }
  }
  const unclear = [...meanings].filter(([name, columns]) => name === '' || columns.size > 1);
  expect(unclear).toEqual([]);
});
