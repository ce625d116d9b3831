import { describe, expect, it } from 'vitest';
import {
  ALDER,
  afterAlder,
  afterLaptops,
  afterTents,
  Conversation,
  found,
  LARCH,
  OUTDOOR,
  PEBBLE,
  photo,
  product,
  quote,
} from './conversation.ts';

const SOLD_OUT = product('p-sold-out', 'Fjord 2 Tent', {
  price: '$99.00',
  amount: 9900,
  available: false,
});
type Calls = { name: string; args: Record<string, unknown> }[];
const info = (id: string): Calls => [{ name: 'get_product_info', args: { product_id: id } }];
const compare = (...ids: string[]): Calls => [
  { name: 'compare_products', args: { product_ids: ids } },
];
const search = (args: Record<string, unknown>): Calls => [{ name: 'search_products', args }];
const price = (args: Record<string, unknown>): Calls => [{ name: 'calculate_discount', args }];
const one = (id: string, quantity = 1) => [{ product_id: id, quantity }];
const discount = (code: string, id: string, quantity = 1): Calls =>
  price({ coupon_code: code, items: one(id, quantity) });
const tents = (more: Record<string, unknown>, query = 'tent 4 people') =>
  search({ query, max_price: 300, ...more });

describe('After all that is on sale', () => {
  it('takes anything cheaper, of whatever kind', () => {
    const stove = {
      ...LARCH,
      id: 'p-stove',
      title: 'Pocket Stove',
      categories: [{ value: 'Stoves' }],
    };
    const said = new Conversation(OUTDOOR)
      .user('what is on sale?')
      .looked('search_products', { query: '', on_sale: true }, found(ALDER, PEBBLE))
      .assistant('- **Alder 4 Family Tent**: $189.00\n- **Pebble 4 Weekend Tent**: $119.95')
      .user('anything cheaper?')
      .looked('search_products', { query: '', on_sale: true, max_price: 188.99 }, found(stove))
      .saidNext();
    expect(said).toContain('**Pocket Stove**');
  });
});

describe('After a list of tents', () => {
  it.each<[string, Calls]>([
    ['tell me about the first one', info('p-alder')],
    ['the second one', info('p-pebble')],
    ['2', info('p-pebble')],
    ['how heavy is the third?', info('p-larch')],
    ['how heavy is the Larch 2', info('p-larch')],
    ['what about the pebble?', info('p-pebble')],
    ['is it in stock?', info('p-alder')],
    ['cái thứ hai thế nào', info('p-pebble')],
    ['cai thu hai the nao', info('p-pebble')],
    ["I'll take the last one", info('p-larch')],
    ['compare the first two', compare('p-alder', 'p-pebble')],
    ['so sánh 2 cái đầu', compare('p-alder', 'p-pebble')],
    ['compare them', compare('p-alder', 'p-pebble', 'p-larch')],
    ['compare the Alder and the Larch', compare('p-alder', 'p-larch')],
    ['which one for colder nights', compare('p-alder', 'p-pebble', 'p-larch')],
    ['which is lighter', compare('p-alder', 'p-pebble', 'p-larch')],
    ['which one should I buy?', compare('p-alder', 'p-pebble', 'p-larch')],
    ['cái nào nhẹ hơn', compare('p-alder', 'p-pebble', 'p-larch')],
    ['does TRAIL15 work?', discount('TRAIL15', 'p-alder')],
    ['I have code TRAIL15 for the second one', discount('TRAIL15', 'p-pebble')],
    ['TRAIL15 on 2 of them', discount('TRAIL15', 'p-alder', 2)],
    [
      'TRAIL15 or WELCOME10?',
      [...discount('TRAIL15', 'p-alder'), ...discount('WELCOME10', 'p-alder')],
    ],
    [
      'what about TRAIL15 and WELCOME10',
      price({ coupon_code: 'TRAIL15', coupon_codes: ['WELCOME10'], items: one('p-alder') }),
    ],
    ['how much for 3 of them', price({ items: one('p-alder', 3) })],
    ['mua hai cái hết bao nhiêu', price({ items: one('p-alder', 2) })],
    ['TENTS20 for a sleeping bag', search({ query: 'sleeping bag', limit: 3 })],
    [
      'most expensive in your shop',
      search({ query: 'tent 4 people', sort: 'price_desc', limit: 20 }),
    ],
    ['rẻ hơn tí', search({ query: 'tent 4 people', max_price: 188.99 })],
    ['cheaper', search({ query: 'tent 4 people', max_price: 188.99 })],
    ['too expensive', search({ query: 'tent 4 people', max_price: 188.99 })],
    ['rẻ hơn', search({ query: 'tent 4 people', max_price: 188.99 })],
    ['only in stock', tents({ available_only: true })],
    ['show me more', tents({ limit: 20 })],
    ['under $150', search({ query: 'tent 4 people', max_price: 150 })],
    ['on sale', tents({ on_sale: true })],
    [
      'the lightest?',
      search({ query: 'tent 4 people', max_price: 300, sort: 'attribute_asc', sort_by: 'weight' }),
    ],
    ['price?', info('p-alder')],
    ['in red', tents({}, 'tent 4 people red')],
    ['the cheaper one', info('p-pebble')],
    ['the other one', info('p-pebble')],
    ['no, backpacks', search({ query: 'backpacks' })],
    ['anything lighter?', tents({}, 'tent 4 people lighter')],
    ['with two doors', tents({}, 'tent 4 people two doors')],
    ['what about backpacks', search({ query: 'backpacks' })],
    ['is the Basecamp 6 waterproof?', search({ query: 'Basecamp 6', limit: 3 })],
    [
      'the Stormward jacket in size M, is it available?',
      search({ query: 'Stormward jacket', limit: 3 }),
    ],
    ['what about a sleeping bag for it?', search({ query: 'sleeping bag' })],
    ['how heavy are they?', compare('p-alder', 'p-pebble', 'p-larch')],
    [
      'tent vs hammock',
      [...search({ query: 'tent', limit: 3 }), ...search({ query: 'hammock', limit: 3 })],
    ],
    ["I don't like these", tents({ limit: 20 })],
    ['not from Hush', tents({ without: ['hush'] })],
    ["I don't like the Alder", tents({ without: ['alder'] })],
    ['anything but red or black', tents({ without: ['red', 'black'] })],
    ['is it not waterproof?', info('p-alder')],
    ['show me headlamps under $50', search({ query: 'headlamps', max_price: 50 })],
  ])('"%s" is understood', (utterance, calls) => {
    expect(afterTents().user(utterance).calledNext()).toEqual(calls);
  });

  it('keeps to what was not wanted before', () => {
    const again = afterTents()
      .user('not from Hush')
      .looked(
        'search_products',
        { query: 'tent', without: ['hush'] },
        { products: [ALDER, PEBBLE] },
      )
      .assistant('I found 2.')
      .user('under $150, and no Pebble');
    expect(again.calledNext()).toEqual(
      search({ query: 'tent', max_price: 150, without: ['hush', 'pebble'] }),
    );
  });

  it.each([
    ['Pillow', 'pillow', /nothing called "Pillow", only what mentions it/],
    ['rain pants', 'pants', /Without the words “pants”, this comes close/],
  ])('says of "%s" what the shop does not have', (asked, was, said) => {
    const found = { products: [ALDER], not_fulfilled: [{ wish: 'words', was }] };
    const conversation = new Conversation(OUTDOOR).user(asked);
    expect(conversation.looked('search_products', { query: asked }, found).saidNext()).toMatch(
      said,
    );
  });

  it('does not name what comes in nothing but an unwanted colour', () => {
    const ember = product('p-ember', 'Flare 2 Tent', {
      price: '$99.00',
      amount: 9900,
      options: [{ name: 'Color', values: ['Ember'] }],
    });
    const said = new Conversation(OUTDOOR)
      .user('a tent but not red')
      .looked('search_products', { query: 'tent', without: ['red'] }, { products: [ember, ALDER] })
      .saidNext();
    expect(said).toContain('Alder');
    expect(said).not.toContain('Flare');
  });

  it('takes "for 2" for people where nothing was priced', () => {
    const asked = new Conversation(OUTDOOR)
      .user('tents')
      .looked('search_products', { query: 'tents' }, found(ALDER, PEBBLE))
      .assistant('- **Alder 4 Family Tent**: $189.00\n- **Pebble 4 Weekend Tent**: $119.95');
    expect(asked.user('for 2').calledNext()).toEqual(search({ query: 'tents 2 people' }));
  });

  it('asks which one is meant when it points past the end of the list', () => {
    expect(afterTents().user('the sixth one').saidNext()).toMatch(/Which product/);
  });
});

describe('After one laptop was talked about', () => {
  it('takes "ram 16" for a version of it', () => {
    const strike = product('p-strike', 'Vexora Strike 15', {
      price: '19.490.000 ₫',
      amount: 19490000,
    });
    const facts = { product: strike, variants: [] };
    const told = afterLaptops()
      .user('con đầu')
      .looked('get_product_info', { product_id: 'p-strike' }, facts)
      .assistant('**Vexora Strike 15 i5 RTX 4050**: …');
    expect(told.user('bản ram 16').calledNext()).toEqual(info('p-strike'));
  });
});

describe('After a refined search', () => {
  it('compares only what fits', () => {
    const bag = { ...PEBBLE, id: 'p-bag', title: 'Tent Bag', categories: [{ value: 'Bags' }] };
    const mixed = new Conversation(OUTDOOR)
      .user('tents')
      .looked('search_products', { query: 'tents' }, found(ALDER, PEBBLE, bag))
      .assistant('- **Alder 4 Family Tent**: $189.00\n- **Pebble 4 Weekend Tent**: $119.95');
    expect(mixed.user('which is lighter').calledNext()).toEqual(compare('p-alder', 'p-pebble'));
  });

  it('takes another colour in place of the first', () => {
    const red = afterTents()
      .user('in red')
      .looked('search_products', { query: 'tent 4 people red' }, found(ALDER, PEBBLE))
      .assistant('- **Alder 4 Family Tent**: $189.00\n- **Pebble 4 Weekend Tent**: $119.95');
    expect(red.user('and in blue?').calledNext()).toEqual(search({ query: 'tent 4 people blue' }));
  });

  it('calls nothing cheaper that is another kind of thing', () => {
    const lantern = {
      ...PEBBLE,
      id: 'p-lamp',
      title: 'Lantern',
      categories: [{ value: 'Lighting' }],
    };
    const cheaper = (...products: Parameters<typeof found>) =>
      afterTents()
        .user('cheaper')
        .looked(
          'search_products',
          { query: 'tent 4 people', max_price: 188.99 },
          found(...products),
        )
        .saidNext();
    expect(cheaper(lantern, PEBBLE)).toMatch(/Pebble 4/);
    expect(cheaper(lantern, PEBBLE)).not.toContain('Lantern');
    expect(cheaper(lantern)).toContain('nothing cheaper');
  });
});

describe('After a list of laptops', () => {
  it.each<[string, Calls]>([
    ['Có mã giảm giá SUMMER2025 không?', discount('SUMMER2025', 'p-strike')],
    ['co ma giam gia SUMMER2025 khong', discount('SUMMER2025', 'p-strike')],
    ['áp mã SUMMER2025 cho con thứ 2', discount('SUMMER2025', 'p-hunter')],
    ['pin cái đầu tiên được bao lâu', info('p-strike')],
    ['bảo hành bao lâu?', info('p-strike')],
    ['nó nặng bao nhiêu', info('p-strike')],
    ['Hunter còn hàng không', info('p-hunter')],
    ['con nao re hon', compare('p-strike', 'p-hunter')],
    ['so sanh hai cai dau', compare('p-strike', 'p-hunter')],
    ['với 32GB RAM', search({ query: 'laptop chơi game 32GB RAM', max_price: 20_000_000 })],
    ['dưới 15 triệu', search({ query: 'laptop chơi game', max_price: 15_000_000 })],
    ['dưới 15 thôi', search({ query: 'laptop chơi game', max_price: 15_000_000 })],
    ['rẻ hơn nữa', search({ query: 'laptop chơi game', max_price: 19_489_999 })],
    ['màu đỏ', search({ query: 'laptop chơi game màu đỏ', max_price: 20_000_000 })],
    [
      'chỉ còn hàng thôi',
      search({ query: 'laptop chơi game', max_price: 20_000_000, available_only: true }),
    ],
  ])('"%s" is understood', (utterance, calls) => {
    expect(afterLaptops().user(utterance).calledNext()).toEqual(calls);
  });
});

describe('After one product was talked about', () => {
  it.each<[string, Calls]>([
    ['do you have it in blue?', info('p-alder')],
    ['in red?', info('p-alder')],
    ['size 42?', info('p-alder')],
    ['what colors does it come in', info('p-alder')],
    ['warranty?', info('p-alder')],
    ['how much is it', info('p-alder')],
    ['does TRAIL15 work?', discount('TRAIL15', 'p-alder')],
    ['the second one', info('p-pebble')],
    ['compare it with the Larch', compare('p-alder', 'p-larch')],
    ['a tent under $100', search({ query: 'tent', max_price: 100 })],
  ])('"%s" is understood', (utterance, calls) => {
    expect(afterAlder().user(utterance).calledNext()).toEqual(calls);
  });

  it('takes a code that was named earlier', () => {
    const conversation = afterTents().user('I have code TRAIL15').assistant('Which product?');
    expect(conversation.user('use my code for the Larch').calledNext()).toEqual(
      discount('TRAIL15', 'p-larch'),
    );
  });
});

describe('After a coupon was talked about', () => {
  it('answers for the product that was asked back for', () => {
    const conversation = new Conversation(OUTDOOR)
      .user('Is TENTS20 still valid?')
      .looked(
        'check_coupon',
        { coupon_codes: ['TENTS20'] },
        { coupons: [{ code: 'TENTS20', valid: true }] },
      )
      .assistant('Yes, TENTS20 is valid now.')
      .user('for a tent');
    expect(conversation.calledNext()).toEqual(search({ query: 'tent', limit: 3 }));
    conversation.looked(
      'search_products',
      { query: 'tent', limit: 3 },
      found(SOLD_OUT, ALDER, PEBBLE),
    );
    expect(conversation.calledNext()).toEqual(discount('TENTS20', 'p-alder'));
  });

  it('takes as many as stand before the name', () => {
    const asked = (question: string) =>
      new Conversation(OUTDOOR)
        .user(question)
        .looked('search_products', { query: 'Alder 4 tents', limit: 3 }, found(ALDER))
        .calledNext();
    expect(asked('apply TENTS20 to 2 Alder 4 tents')).toEqual(discount('TENTS20', 'p-alder', 2));
  });

  it('works the price out again for another quantity', () => {
    const conversation = afterTents()
      .user('TRAIL15 on the first one')
      .looked('calculate_discount', { coupon_code: 'TRAIL15' }, quote({}))
      .assistant('Yes, TRAIL15 works for the **Alder 4 Family Tent**.');
    expect(conversation.user('mua 2 cái thì sao').calledNext()).toEqual(
      discount('TRAIL15', 'p-alder', 2),
    );
    expect(conversation.user('so sánh 2 mẫu').calledNext()).toEqual(compare('p-alder', 'p-pebble'));
  });

  it('keeps the quantity and the product that the shopper chose', () => {
    const conversation = afterTents()
      .user('3 of them with TRAIL15')
      .looked('calculate_discount', { coupon_code: 'TRAIL15' }, quote({ quantity: 3 }))
      .assistant('Yes, TRAIL15 works for the **3 × Alder 4 Family Tent**.')
      .user('and WELCOME10?');
    expect(conversation.calledNext()).toEqual(discount('WELCOME10', 'p-alder', 3));
    conversation.looked('calculate_discount', { coupon_code: 'WELCOME10' }, quote({}));
    expect(conversation.saidNext()).not.toContain('first one that I named');
  });
});

describe('After a price with a coupon', () => {
  const priced = (codes: Record<string, unknown> = { coupon_code: 'TRAIL15' }) =>
    afterTents()
      .user('2 of the first with TRAIL15')
      .looked('calculate_discount', codes, quote({ quantity: 2 }))
      .assistant('Yes, TRAIL15 works for the **2 × Alder 4 Family Tent**.');
  const two = one('p-alder', 2);

  it.each<[string, Calls]>([
    ['what about without the coupon', price({ items: two })],
    ['bỏ mã thì sao', price({ items: two })],
    ['add WELCOME10', price({ coupon_code: 'TRAIL15', coupon_codes: ['WELCOME10'], items: two })],
    ['cả CHAOBAN nữa', price({ coupon_code: 'TRAIL15', coupon_codes: ['CHAOBAN'], items: two })],
    ['and WELCOME10?', discount('WELCOME10', 'p-alder', 2)],
    ['make that 3', discount('TRAIL15', 'p-alder', 3)],
    ['3 CÁI MÃ CHAOBAN', discount('CHAOBAN', 'p-alder', 3)],
    ['actually just 1', discount('TRAIL15', 'p-alder', 1)],
    ['total for 4', discount('TRAIL15', 'p-alder', 4)],
    ['1 instead', discount('TRAIL15', 'p-alder')],
    ['3 pairs with WELCOME10', discount('WELCOME10', 'p-alder', 3)],
    ['and trail15 instead', discount('trail15', 'p-alder', 2)],
    ['and WELCOME10', price({ coupon_code: 'TRAIL15', coupon_codes: ['WELCOME10'], items: two })],
    ['tổng bao nhiêu', discount('TRAIL15', 'p-alder', 2)],
    [
      'mã CHAOBAN và SUMMER2025',
      price({ coupon_code: 'CHAOBAN', coupon_codes: ['SUMMER2025'], items: two }),
    ],
  ])('"%s" is understood', (utterance, calls) => {
    expect(priced().user(utterance).calledNext()).toEqual(calls);
  });

  it('is for all that were named, seen before or not', () => {
    const asked = priced().user('Alder 4 and 3 Larch 2 and a Summit Den with WELCOME10');
    expect(asked.calledNext()).toEqual(search({ query: 'Summit Den', limit: 3 }));
    const den = product('p-den', 'Summit Den 4 Tent', { price: '$599.00', amount: 59900 });
    asked.looked('search_products', { query: 'Summit Den', limit: 3 }, found(den));
    const items = [...one('p-alder', 2), ...one('p-larch', 3), ...one('p-den')];
    expect(asked.calledNext()).toEqual(price({ coupon_code: 'WELCOME10', items }));
  });

  it('goes on with all that was priced together', () => {
    const cart = quote({});
    const den = { product_id: 'p-den', title: 'Summit Den 4 Tent', quantity: 2 };
    cart.quote.line_items.push({ ...den, available: true });
    const both = afterTents()
      .user('the first and 2 Summit Den with TRAIL15')
      .looked('calculate_discount', { coupon_code: 'TRAIL15' }, cart)
      .assistant('Yes, TRAIL15 works for the **Alder 4 Family Tent + 2 × Summit Den 4 Tent**.');
    const items = [...one('p-alder', 3), ...one('p-den', 3)];
    expect(both.user('3 of each').calledNext()).toEqual(price({ coupon_code: 'TRAIL15', items }));
  });

  it('takes a number from beside the name', () => {
    const asked = priced().user('is the Larch 2 any good and can i use TRAIL15 on 2 of them');
    expect(asked.calledNext()).toEqual(discount('TRAIL15', 'p-larch', 2));
  });

  it('does not take "them" for "thêm"', () => {
    expect(priced().user('3 of them with WELCOME10').calledNext()).toEqual(
      discount('WELCOME10', 'p-alder', 3),
    );
  });

  it('is for the same where a word is no name of anything', () => {
    const asked = priced().user('does WELCOME10 work mate');
    expect(asked.calledNext()).toEqual(search({ query: 'mate', limit: 3 }));
    asked.looked('search_products', { query: 'mate', limit: 3 }, found(PEBBLE));
    expect(asked.calledNext()).toEqual(discount('WELCOME10', 'p-alder'));
  });

  it('takes both codes that were tried apart', () => {
    const tried = priced()
      .user('and WELCOME10?')
      .looked('calculate_discount', { coupon_code: 'WELCOME10' }, quote({ quantity: 2 }))
      .assistant('Yes, WELCOME10 works for the **2 × Alder 4 Family Tent**.');
    expect(tried.user('cả hai mã luôn').calledNext()).toEqual(
      price({ coupon_code: 'TRAIL15', coupon_codes: ['WELCOME10'], items: two }),
    );
  });

  it('takes one of two codes away', () => {
    const both = { coupon_code: 'TENTS20', coupon_codes: ['WELCOME10'] };
    expect(priced(both).user('remove TENTS20').calledNext()).toEqual(
      discount('WELCOME10', 'p-alder', 2),
    );
  });

  it.each(['0', '-1', '1.5', '1,5', '1000', '1,000', '1000000000'])(
    'asks for a number that can be bought instead of %s',
    (count) => {
      const said = priced().user(`${count} of them with TRAIL15`).saidNext();
      expect(said).toMatch(/whole pieces, from 1 to 999/);
    },
  );
});

describe('A version that was chosen', () => {
  const bag = product('p-tarn', 'Tarn 20 Down Sleeping Bag', {
    price: '$229.00',
    amount: 22900,
    options: [
      { name: 'Size', values: ['Regular', 'Long'] },
      { name: 'Color', values: ['Dusk', 'Ember'] },
    ],
  });
  const variant = (size: string, colour: string, available = true) => ({
    id: `v-${size}-${colour}`,
    title: `${size} / ${colour}`,
    price: { amount: 22900, currency: 'USD', display: '$229.00' },
    availability: { available },
    options: { Size: size, Color: colour },
  });
  const variants = [
    variant('Regular', 'Dusk'),
    variant('Regular', 'Ember'),
    variant('Long', 'Dusk'),
    variant('Long', 'Ember', false),
  ];
  const afterBag = () =>
    new Conversation(OUTDOOR)
      .user('how much is the Tarn 20')
      .looked('get_product_info', { product_id: 'p-tarn' }, { product: bag, variants })
      .assistant('The **Tarn 20 Down Sleeping Bag** costs from $229.00.');
  const version = (variant_id: string) =>
    price({ coupon_code: 'TRAIL15', items: [{ product_id: 'p-tarn', variant_id, quantity: 1 }] });

  it('is the one that is priced', () => {
    expect(afterBag().user('the long one with TRAIL15').calledNext()).toEqual(
      version('v-Long-Dusk'),
    );
    const chosen = afterBag()
      .user('do you have it in ember')
      .looked('get_product_info', { product_id: 'p-tarn' }, { product: bag, variants })
      .assistant('Yes, the **Tarn 20 Down Sleeping Bag** is available in ember.');
    expect(chosen.user('with TRAIL15').calledNext()).toEqual(version('v-Regular-Ember'));
    chosen.assistant('…').user('thanks').assistant('You are welcome.');
    expect(chosen.user('with TRAIL15').calledNext()).toEqual(version('v-Regular-Ember'));
  });

  it('is asked for as the maker calls it', () => {
    expect(afterBag().user('in ember').calledNext()).toEqual(info('p-tarn'));
    expect(afterBag().user('how much is the long one').calledNext()).toEqual(info('p-tarn'));
    const answered = (question: string) =>
      afterBag()
        .user(question)
        .looked('get_product_info', { product_id: 'p-tarn' }, { product: bag, variants })
        .saidNext();
    expect(answered('is it available in ember?')).toMatch(
      /available in ember:\n- Regular \/ Ember/,
    );
    expect(answered('is it available in ember, long?')).toMatch(/sold out|out of stock/);
  });

  it('is looked up before it is priced, and is not replaced by another', () => {
    const asked = new Conversation(OUTDOOR)
      .user('Tarn 20 in ember with TRAIL15')
      .looked('search_products', { query: 'Tarn 20 ember', limit: 3 }, found(bag));
    expect(asked.calledNext()).toEqual(info('p-tarn'));
    asked.looked('get_product_info', { product_id: 'p-tarn' }, { product: bag, variants });
    expect(asked.calledNext()).toEqual(version('v-Regular-Ember'));
    const soldOut = afterBag().user('long in ember with TRAIL15').saidNext();
    expect(soldOut).toMatch(/sold out|out of stock/);
  });
});

describe('The history may be thin', () => {
  it('looks a product up by its name when only the words of an old answer are left', () => {
    const worded = new Conversation(OUTDOOR)
      .user('tents?')
      .assistant(
        'Look at these:\n- **Alder 4 Family Tent**: $189.00\n- **Larch 2 Backpacking Tent**: $249.00',
      )
      .user('how heavy is the second one?');
    expect(worded.calledNext()).toEqual(search({ query: 'Larch 2 Backpacking Tent', limit: 3 }));
  });

  it('takes up a category that an empty search offered', () => {
    const conversation = afterTents()
      .user('pianos')
      .looked(
        'search_products',
        { query: 'pianos' },
        { products: [], more: false, categories: ['Gear > Tents', 'Lighting'] },
      )
      .assistant('I found nothing. The shop does have: Tents, Lighting.')
      .user('tents');
    expect(conversation.calledNext()).toEqual(search({ query: '', category: 'Gear > Tents' }));
  });
});

describe('Photos', () => {
  it.each([['do you have this?'], ['bạn có cái này không'], ['']])(
    'looks for what is on the photo sent with "%s"',
    (text) => {
      const parts = [{ type: 'text' as const, text }, ...photo('img_1')];
      expect(afterTents().user(parts).calledNext()).toEqual([
        { name: 'find_products_like_photo', args: { image_id: 'img_1' } },
      ]);
    },
  );

  it('looks for two photos at once', () => {
    expect(
      afterTents()
        .user([...photo('img_1'), ...photo('img_2')])
        .calledNext(),
    ).toEqual([
      { name: 'find_products_like_photo', args: { image_id: 'img_1' } },
      { name: 'find_products_like_photo', args: { image_id: 'img_2' } },
    ]);
  });

  it('works out a coupon for what a photo shows', () => {
    const asked = new Conversation(OUTDOOR)
      .user([{ type: 'text', text: 'how much is this with TENTS20?' }, ...photo('img_1')])
      .looked(
        'find_products_like_photo',
        { image_id: 'img_1' },
        { outcome: 'verified', products: [ALDER] },
      );
    expect(asked.calledNext()).toEqual(discount('TENTS20', 'p-alder'));
    asked.looked('calculate_discount', { coupon_code: 'TENTS20' }, quote({}));
    expect(asked.saidNext()).toMatch(/^Yes, we have it: [\s\S]*\n\nYes, TENTS20 works/);
  });

  it('does not look again at the photo of an earlier message, whose id is all that is left', () => {
    const conversation = afterTents()
      .user('Photo 1 of 2 image_id: img_1\n<photo_note>Sent earlier.</photo_note>\nis it red?')
      .assistant('No.');
    expect(conversation.user('thanks').saidNext()).toMatch(/welcome/);
  });

  it('says so when it cannot tell which photo is meant', () => {
    const image = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } };
    expect(
      afterTents()
        .user([{ type: 'text', text: 'this?' }, image])
        .saidNext(),
    ).toMatch(/could not look at your photo/);
  });
});

describe('Tools that are not there', () => {
  it('are never called', () => {
    const conversation = afterTents().user('compare the first two').offering(['search_products']);
    expect(conversation.saidNext()).toMatch(/can't look that up/);
  });

  it('are not called when the request forbids calls', () => {
    expect(afterTents().user('the first one').saidNext({ tool_choice: 'none' })).toMatch(
      /can't look that up/,
    );
  });
});

describe('What is added to what was priced', () => {
  const line = (id: string, quantity: number) => ({ product_id: id, title: id, quantity });
  const pricedAlder = (args: Record<string, unknown> = {}) =>
    afterAlder()
      .user('add two of those')
      .looked('calculate_discount', { ...args, items: one('p-alder', 2) }, quote({ quantity: 2 }))
      .assistant('The **2 × Alder 4 Family Tent** comes to $378.00.');

  it('begins with so many of what was talked about', () => {
    expect(afterAlder().user('add two of those').calledNext()).toEqual(
      price({ items: one('p-alder', 2) }),
    );
  });

  it('is priced together with it, with the same codes', () => {
    const items = [...one('p-alder', 2), ...one('p-larch')];
    expect(pricedAlder().user('and the Larch 2').calledNext()).toEqual(price({ items }));
    const three = [...one('p-alder', 2), ...one('p-larch', 3)];
    expect(pricedAlder().user('add 3 Larch 2').calledNext()).toEqual(price({ items: three }));
    expect(pricedAlder({ coupon_code: 'TRAIL15' }).user('plus the Larch 2').calledNext()).toEqual(
      price({ coupon_code: 'TRAIL15', items }),
    );
  });

  it('is all that a sum is asked for', () => {
    const both = {
      quote: { ...quote({}).quote, line_items: [line('p-alder', 2), line('p-larch', 1)] },
    };
    const conversation = pricedAlder()
      .user('and the Larch 2')
      .looked('calculate_discount', {}, { ...quote({}), ...both })
      .assistant('The **2 × Alder 4 Family Tent + Larch 2 Backpacking Tent** comes to $627.00.')
      .user('what is all that together?');
    expect(conversation.calledNext()).toEqual(
      price({ items: [...one('p-alder', 2), ...one('p-larch')] }),
    );
  });

  it('is looked up where it was not seen before', () => {
    expect(pricedAlder().user('and 3 Glowjar lanterns').calledNext()).toEqual(
      search({ query: 'Glowjar lanterns', limit: 3 }),
    );
  });
});
