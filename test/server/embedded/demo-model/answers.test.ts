import { describe, expect, it } from 'vitest';
import {
  ALDER,
  afterAlder,
  afterLaptops,
  afterTents,
  alderFacts,
  Conversation,
  found,
  HUNTER,
  LAPTOPS,
  LARCH,
  OUTDOOR,
  PEBBLE,
  photo,
  product,
  quote,
  STRIKE,
} from './conversation.ts';

describe('An answer to a search', () => {
  const tents = () => new Conversation(OUTDOOR).user('a tent for 4 people under $300');

  it('says how many fit and names two with their price and a reason that was asked for', () => {
    const said = tents()
      .looked('search_products', { query: 'tent' }, found(ALDER, PEBBLE, LARCH))
      .saidNext();
    expect(said).toBe(
      'Of the 3 that came up, 2 fit:\n' +
        '- **Alder 4 Family Tent**: $189.00, capacity 4 people, rated 4.5 of 5 by 213 shoppers\n' +
        '- **Pebble 4 Weekend Tent**: $119.95, capacity 4 people, rated 4 of 5 by 341 shoppers\n\n' +
        'Shall I tell you more about one, or compare the two?',
    );
  });

  it('says so where nothing of the kind, or nothing at all, is on sale', () => {
    const tents = new Conversation(OUTDOOR)
      .user('which tents are on sale?')
      .looked(
        'search_products',
        { query: 'tents', on_sale: true },
        { ...found(PEBBLE, LARCH), not_fulfilled: [{ wish: 'on_sale', was: true }] },
      );
    expect(tents.saidNext()).toContain('Without a reduced price');
    const list = { amount: 22_900, currency: 'USD', display: '$229.00' };
    const reduced = { ...ALDER, list_price_range: { min: list, max: list } };
    const some = new Conversation(OUTDOOR)
      .user('which tents are on sale?')
      .looked('search_products', { query: 'tents', on_sale: true }, found(reduced));
    expect(some.saidNext()).toContain('**Alder 4 Family Tent**: $189.00, was $229.00');
    const dear = { ...reduced.price_range.max, amount: 24_900, display: '$249.00' };
    const onlySome = {
      ...reduced,
      price_range: { min: list, max: dear },
      list_price_range: { min: list, max: dear },
    };
    const partly = new Conversation(OUTDOOR)
      .user('which tents are on sale?')
      .looked('search_products', { query: 'tents', on_sale: true }, found(onlySome));
    expect(partly.saidNext()).toContain('some versions reduced, list price up to $249.00');
    const anything = new Conversation(OUTDOOR)
      .user('what is on sale?')
      .looked('search_products', { query: '', on_sale: true }, found());
    expect(anything.saidNext()).toBe('Nothing is on sale right now.');
  });

  it('says when nothing that was found measures so much', () => {
    const said = (question: string) =>
      new Conversation(OUTDOOR)
        .user(question)
        .looked('search_products', { query: 'tent' }, found(ALDER, LARCH))
        .saidNext();
    expect(said('a tent under 2 kg')).toMatch(/Of the 2 that came up, one fits:\n- \*\*Larch 2/);
    expect(said('a tent under 1 kg')).toContain('Without under 1 kg');
  });

  it('names the most of its kind first', () => {
    const sold = { ...LARCH, availability: { available: false, status: 'out_of_stock' } };
    const said = (question: string, answer: object) =>
      new Conversation(OUTDOOR)
        .user(question)
        .looked('search_products', { query: 'tent' }, answer)
        .saidNext();
    const byWeight = { ...found(sold, PEBBLE, ALDER), sorted_by: 'Weight' };
    expect(said('lightest tent', byWeight)).toMatch(
      /come first by that:\n- \*\*Larch 2.*1\.7 kg.*out of stock.*\n- \*\*Pebble 4.*4\.2 kg/,
    );
    expect(said('best rated tent', found(PEBBLE, ALDER))).toMatch(
      /come first by that:\n- \*\*Alder 4/,
    );
  });

  it('says of a named product whether the version that was asked for can be had', () => {
    const asked = (question: string) =>
      new Conversation(OUTDOOR)
        .user(question)
        .looked('search_products', { query: 'Alder 4 ember' }, found(ALDER, PEBBLE));
    const ember = asked('do you have the Alder 4 in ember?');
    expect(ember.calledNext()).toEqual([
      { name: 'get_product_info', args: { product_id: 'p-alder' } },
    ]);
    expect(ember.looked('get_product_info', {}, alderFacts()).saidNext()).toBe(
      'The **Alder 4 Family Tent** exists in ember, but that version is out of stock right now. These can be had:\n- Moss: $189.00, 3 left',
    );
    const moss = asked('have you got the Alder 4 in moss').looked(
      'get_product_info',
      {},
      alderFacts(),
    );
    expect(moss.saidNext()).toMatch(/^Yes, the \*\*Alder 4 Family Tent\*\* is available in moss/);
    const dusk = { ...PEBBLE, options: [{ name: 'Colour', values: ['Dusk'] }] };
    const inDusk = new Conversation(OUTDOOR)
      .user('do you have the Alder 4 in dusk?')
      .looked('search_products', { query: 'Alder 4 dusk' }, found(ALDER, dusk))
      .looked('get_product_info', {}, alderFacts());
    expect(inDusk.saidNext()).toBe(
      'I see no dusk version of the **Alder 4 Family Tent**. Color choices for the **Alder 4 Family Tent**: Moss, Ember.',
    );
    expect(asked('a family tent in ember').saidNext()).toMatch(/^I found|^Of the/);
  });

  it('names all versions of what it was put in order by', () => {
    const said = new Conversation(LAPTOPS)
      .user('laptop nhiều RAM nhất')
      .looked(
        'search_products',
        { query: 'laptop' },
        { ...found(STRIKE, HUNTER), sorted_by: 'RAM' },
      )
      .saidNext();
    expect(said).toMatch(/\*\*Vexora Strike.*RAM 8 GB \/ 16 GB/);
  });

  it('calls none the most where the shop does not say it', () => {
    const said = new Conversation(OUTDOOR)
      .user('tent with the longest warranty')
      .looked('search_products', { query: 'tent' }, found(ALDER, LARCH))
      .saidNext();
    expect(said).toMatch(/^The shop does not say enough to put them in that order/);
    // What tells it was found beside what was asked for.
    const mug = {
      ...LARCH,
      title: 'Mug',
      categories: [{ value: 'Mugs' }],
      attributes: { Volume: '1 L' },
    };
    const tents = new Conversation(OUTDOOR)
      .user('smallest tent')
      .looked('search_products', { query: 'tent' }, { ...found(mug, ALDER), sorted_by: 'Volume' });
    expect(tents.saidNext()).toMatch(/^The shop does not say enough to put them in that order/);
  });

  it('judges a battery by how long it lasts, where that is told', () => {
    const long = { ...HUNTER, id: 'p-long', attributes: { Pin: '50 Wh, khoảng 12 giờ' } };
    const ids = { product_ids: ['p-strike', 'p-long'] };
    const said = afterLaptops()
      .user('cái nào pin trâu nhất')
      .looked('compare_products', ids, { products: [STRIKE, long] })
      .saidNext();
    expect(said).toMatch(/^\*\*Zephon Hunter/);
  });

  it('does not take the least for the only memory that fits', () => {
    const more = { ...HUNTER, id: 'p-more', attributes: { RAM: '32 GB DDR5' }, options: [] };
    const said = new Conversation(LAPTOPS)
      .user('laptop ram 16 trở lên')
      .looked('search_products', { query: 'laptop ram 16 trở lên' }, found(STRIKE, more))
      .saidNext();
    expect(said).toContain('**Zephon Hunter');
  });

  it('says when none has room for so many, and takes a larger one where there is one', () => {
    const said = (question: string) =>
      new Conversation(OUTDOOR)
        .user(question)
        .looked('search_products', { query: 'tent' }, found(LARCH, ALDER))
        .saidNext();
    expect(said('8 person tent')).toContain('Without room for 8');
    expect(said('a tent for 3 people')).toMatch(/one fits:\n- \*\*Alder 4/);
  });

  it('is in the language of the question, whatever the shop speaks', () => {
    const said = new Conversation(OUTDOOR)
      .user('lều cho 4 người')
      .looked('search_products', { query: 'lều 4 người' }, found(ALDER))
      .saidNext();
    expect(said).toContain(
      'Mình tìm được một sản phẩm phù hợp:\n- **Alder 4 Family Tent**: $189.00',
    );
    expect(said).toContain('được đánh giá 4,5/5 (213 lượt)');
  });

  it('says "from" when versions differ in price, and that there are more', () => {
    const said = new Conversation(LAPTOPS)
      .user('laptop chơi game')
      .looked(
        'search_products',
        { query: 'laptop chơi game' },
        { products: [STRIKE, HUNTER], more: true },
      )
      .saidNext();
    expect(said).toContain('vẫn còn nữa');
    expect(said).toContain(
      '**Vexora Strike 15 i5 RTX 4050**: từ 19.490.000 ₫, gPU RTX 4050'.replace('gPU', 'GPU'),
    );
  });

  it('names the version that was asked for', () => {
    const said = new Conversation(LAPTOPS)
      .user('laptop 16GB RAM')
      .looked('search_products', { query: 'laptop 16GB RAM' }, found(STRIKE))
      .saidNext();
    expect(said).toContain('từ 19.490.000 ₫, RAM 16 GB, được đánh giá 4,7/5');
  });

  it('puts the cheapest first when that was asked for', () => {
    const said = new Conversation(OUTDOOR)
      .user('your cheapest tents')
      .looked('search_products', { query: 'tents', limit: 20 }, found(LARCH, ALDER, PEBBLE))
      .saidNext();
    expect(said.indexOf('Pebble')).toBeLessThan(said.indexOf('Alder'));
    expect(said).not.toContain('Larch');
  });

  it('says that a product is out of stock, and what it cost before', () => {
    const sold = product('p', 'Hush 1 Solo Tent', {
      price: '$99.00',
      amount: 9900,
      available: false,
    });
    const reduced = product('q', 'Lull 3 Dome Tent', {
      price: '$80.00',
      amount: 8000,
      wasPrice: '$95.00',
    });
    const said = tents()
      .looked('search_products', { query: 'tent' }, found(sold, reduced))
      .saidNext();
    expect(said).toContain('**Hush 1 Solo Tent**: $99.00, out of stock right now');
    expect(said).toContain('**Lull 3 Dome Tent**: $80.00, was $95.00');
  });

  it('does not name what merely came up beside what was asked for', () => {
    const lamp = {
      ...product('l', 'Beacon 400 Headlamp', { price: '$49.95', amount: 4995 }),
      categories: [{ value: 'Lighting' }],
    };
    const said = new Conversation(OUTDOOR)
      .user('your cheapest tents')
      .looked('search_products', { query: 'tents', limit: 20 }, found(ALDER, lamp))
      .saidNext();
    expect(said).toContain('Alder');
    expect(said).not.toContain('Headlamp');
  });

  it('names what can be bought before what cannot', () => {
    const sold = product('p', 'Hush 1 Solo Tent', {
      price: '$99.00',
      amount: 9900,
      available: false,
    });
    const said = new Conversation(OUTDOOR)
      .user('show me tents')
      .looked('search_products', { query: 'tents' }, found(sold, ALDER))
      .saidNext();
    expect(said.indexOf('Alder')).toBeLessThan(said.indexOf('Hush'));
  });

  it('says plainly what no product fulfils before it names what comes close', () => {
    const missed = [
      { wish: 'max_price', was: { display: '$100.00' }, now: { display: '$119.95' } },
      { wish: 'brand', was: ['Nobody'] },
    ];
    const close = { ...found(PEBBLE), not_fulfilled: missed };
    const said = tents().looked('search_products', { query: 'tent' }, close).saidNext();
    expect(said).toMatch(
      /^Nothing in the shop fits all of that\. Without a price of at most \$100\.00 \(these go up to \$119\.95\) and the brand Nobody, this comes close:\n- \*\*Pebble/,
    );
    const noi = new Conversation(LAPTOPS)
      .user('laptop dưới 5 triệu')
      .looked(
        'search_products',
        { query: 'laptop', max_price: 5_000_000 },
        {
          ...found(STRIKE),
          not_fulfilled: [{ wish: 'max_price', was: { display: '5.000.000 ₫' } }],
        },
      )
      .saidNext();
    expect(noi).toMatch(/^Cửa hàng không có sản phẩm nào .* giá tối đa 5\.000\.000 ₫ thì gần nhất/);
  });

  it('offers nothing dearer as something cheaper', () => {
    const missed = [
      { wish: 'max_price', was: { display: '$188.99' }, now: { display: '$249.00' } },
    ];
    const said = afterAlder()
      .user('anything cheaper?')
      .looked(
        'search_products',
        { query: 'tent', max_price: 188.99 },
        { ...found(LARCH), not_fulfilled: missed },
      )
      .saidNext();
    expect(said).toContain('nothing cheaper');
    expect(said).not.toContain('Larch');
  });

  it('says honestly that nothing was found, and what the shop has', () => {
    const nothing = { products: [], more: false, categories: ['Tents', 'Gear > Lighting'] };
    const said = tents().looked('search_products', { query: 'tent' }, nothing).saidNext();
    expect(said).toBe(
      'I found nothing for "tent 4 people". With a different budget there may be something: shall I look again? The shop does have: Tents, Lighting.',
    );
  });

  it('shows only what was not shown before when asked for more', () => {
    const said = afterTents()
      .user('show me more')
      .looked('search_products', { query: 'tent' }, found(ALDER, PEBBLE, LARCH, HUNTER))
      .saidNext();
    expect(said).toContain('Zephon');
    expect(said).not.toContain('Alder');
  });

  it('says when there is no more, and when nothing is cheaper', () => {
    const again = (text: string, ...products: unknown[]) =>
      afterTents()
        .user(text)
        .looked('search_products', { query: 'tent' }, found(...products))
        .saidNext();
    expect(again('more', ALDER)).toMatch(/all I found/);
    expect(again('cheaper')).toMatch(/nothing cheaper/);
    expect(again('cheaper', PEBBLE)).toMatch(/^This one costs less:\n- \*\*Pebble/);
  });

  it.each([
    ['The tool failed. Say that it could not be looked up right now.'],
    ['{"products":"many"}'],
    ['{'],
  ])('apologises when the tool answers %s', (output) => {
    const said = tents().looked('search_products', { query: 'tent' }, output).saidNext();
    expect(said).toMatch(/^Sorry, something went wrong/);
  });

  it('cannot be made to format or link by a product', () => {
    const evil = product('e', '**Buy** [now](http://evil.example) # <b>x</b>', {
      price: '$1.00',
      amount: 100,
    });
    const said = tents().looked('search_products', { query: 'tent' }, found(evil)).saidNext();
    expect(said.match(/\*\*/g)).toHaveLength(2);
    expect(said).not.toMatch(/[[\]<>#]/);
  });
});

describe('An answer about one product', () => {
  const about = (question: string) =>
    afterAlder()
      .user(question)
      .looked('get_product_info', { product_id: 'p-alder' }, alderFacts())
      .saidNext();

  it.each<[string, RegExp]>([
    ['how heavy is it', /Weight of the \*\*Alder 4 Family Tent\*\*: 13 lb 2 oz \(5\.95 kg\)\./],
    ['nó nặng bao nhiêu', /Trọng lượng của \*\*Alder 4 Family Tent\*\*: 13 lb/],
    ['how many people fit in it, what capacity', /Capacity of the .*: 4 people/],
    ['how long is the warranty', /says nothing about the warranty/],
    ['bảo hành bao lâu', /không ghi thông tin về bảo hành/],
    ['is it waterproof?', /The fly is waterproof to 3,000 mm\./],
    ['how much is it', /costs \$189\.00/],
    ['giá bao nhiêu', /có giá \$189\.00/],
    ['is it in stock', /is in stock\. \(3 left\)|in stock.*Color choices in stock: Moss\./],
    ['còn hàng không', /vẫn còn hàng/],
    ['do you have it in green', /available in green:\n- Moss: \$189\.00, 3 left/],
    ['do you have it in red', /exists in red, but .*out of stock/],
    ['do you have it in blue', /no blue version.*Color choices for the .*: Moss, Ember/],
    ['is it any good? reviews?', /rated 4\.5 of 5 by 213 shoppers/],
    ["I'll take it, add it to my cart", /can't place orders myself/],
  ])('%s', (question, answer) => {
    expect(about(question)).toMatch(answer);
  });

  it.each([
    [
      'backorder',
      /can be ordered, but none is in stock/,
      /- Moss: \$189\.00, to order, not in stock/,
    ],
    ['preorder', /can be pre-ordered; the shop does not have it yet/, /to order, not in stock/],
  ])('calls nothing in stock that has to come first: %s', (status, stock, version) => {
    const facts = alderFacts();
    const variants = facts.variants.map((variant) => ({
      ...variant,
      stock: 0,
      availability: { available: variant.availability.available, status },
    }));
    const said = (question: string) =>
      afterAlder()
        .user(question)
        .looked('get_product_info', { product_id: 'p-alder' }, { ...facts, variants })
        .saidNext();
    expect(said('is it in stock')).toMatch(stock);
    expect(said('do you have it in green')).toMatch(version);
  });

  it('tells what the shop says when asked in general, without its links and marks', () => {
    const said = about('tell me about it');
    expect(said).toMatch(/^\*\*Alder 4 Family Tent\*\*: A roomy dome for car campers\./);
    expect(said).toContain('- $189.00, rated 4.5 of 5');
    expect(said).toContain('- Capacity: 4 people');
    expect(said).not.toContain('evil.example');
  });

  it('admits that it cannot answer what no topic covers', () => {
    expect(about('is it machine washable?')).toMatch(/^I can't answer that for certain\. This is/);
  });

  it('first searches for a name, then opens the product that bears it', () => {
    const conversation = new Conversation(OUTDOOR)
      .user('how heavy is the Larch?')
      .looked('search_products', { query: 'Larch', limit: 3 }, found(ALDER, LARCH));
    expect(conversation.calledNext()).toEqual([
      { name: 'get_product_info', args: { product_id: 'p-larch' } },
    ]);
  });

  it('says so when the shop has no product of that name', () => {
    const said = new Conversation(OUTDOOR)
      .user('how heavy is the Ridgeline?')
      .looked('search_products', { query: 'Ridgeline', limit: 3 }, found())
      .saidNext();
    expect(said).toBe('I could not find "Ridgeline" in this shop.');
  });
});

describe('An answer to a comparison', () => {
  const compared = (question: string, ...products: unknown[]) =>
    afterTents()
      .user(question)
      .looked('compare_products', { product_ids: [] }, { products, attributes: [], unknown: [] })
      .saidNext();

  it('sets prices and what differs side by side', () => {
    expect(compared('compare the first two', ALDER, PEBBLE)).toBe(
      'Here are the two side by side:\n' +
        '- **Alder 4 Family Tent**: $189.00, weight 13 lb 2 oz (5.95 kg)\n' +
        '- **Pebble 4 Weekend Tent**: $119.95, weight 9 lb 4 oz (4.2 kg), doors 1',
    );
  });

  it.each<[string, RegExp]>([
    ['which is lighter', /^The \*\*Larch 2 Backpacking Tent\*\* is the lighter choice: 3 lb 12 oz/],
    ['which is heavier', /^The \*\*Alder 4 Family Tent\*\* is the heavier one/],
    ['cái nào nhẹ nhất', /^\*\*Larch 2 Backpacking Tent\*\* nhẹ hơn cả/],
    [
      'which is the cheapest of them',
      /^The \*\*Pebble 4 Weekend Tent\*\* costs the least: \$119\.95/,
    ],
    ['which has the longer warranty', /^Here are the 3 side by side/],
    ['which one should I buy?', /^Here are the 3/],
  ])('%s', (question, answer) => {
    expect(compared(question, ALDER, PEBBLE, LARCH)).toMatch(answer);
  });

  it('tells of each what was asked for, whatever else differs', () => {
    const chair = (id: string, weight: string) =>
      product(id, `Chair ${id}`, {
        price: '$10.00',
        amount: 1000,
        attributes: { Fabric: `${id} weave`, Frame: `${id} alloy`, Weight: weight },
      });
    const said = compared('which is lighter', chair('One', '1 kg'), chair('Two', '2 kg'));
    expect(said).toContain('**Chair Two**: $10.00, weight 2 kg, fabric Two weave');
  });

  it('says that they are level when they are', () => {
    expect(compared('which holds more people', ALDER, PEBBLE)).toMatch(
      /^In that respect they are level: .+\./,
    );
  });

  it('compares what a search found when it was asked to', () => {
    const conversation = new Conversation(OUTDOOR)
      .user('compare your two cheapest 4-person tents')
      .looked(
        'search_products',
        { query: '4-person tents', limit: 20 },
        found(LARCH, ALDER, PEBBLE),
      );
    expect(conversation.calledNext()).toEqual([
      { name: 'compare_products', args: { product_ids: ['p-pebble', 'p-alder'] } },
    ]);
  });
});

describe('An answer about a coupon', () => {
  it('says of a code alone whether it is valid, and what it takes off', () => {
    const said = (question: string, shop: typeof OUTDOOR, ...coupons: object[]) =>
      new Conversation(shop)
        .user(question)
        .looked('check_coupon', { coupon_codes: ['TRAIL15'] }, { coupons })
        .saidNext();
    const trail = { code: 'TRAIL15', valid: true, takes_off: '15%', at_most: '$60.00' };
    expect(said('Is TRAIL15 still valid?', OUTDOOR, trail)).toBe(
      "Yes, TRAIL15 is valid now: it takes 15% off, at most $60.00. Tell me what for, and I'll work out the exact price.",
    );
    const reason = 'Không dùng được mã TRAIL15: mã không tồn tại.';
    const refused = { code: 'TRAIL15', valid: false, reason };
    expect(said('mã TRAIL15 còn dùng được không', LAPTOPS, refused)).toContain(reason);
    expect(said('mã TRAIL15 còn hạn không', OUTDOOR, refused)).not.toContain(reason);
    const tents = {
      code: 'TENTS20',
      valid: true,
      takes_off: '$10.00',
      minimum: '$50.00',
      categories: ['Tents'],
    };
    expect(said('is code TENTS20 still good', OUTDOOR, tents)).toContain(
      'it takes $10.00 off what is in Tents, for $50.00 or more.',
    );
  });

  const asked = (output: unknown, question = 'does TRAIL15 work?') =>
    afterTents()
      .user(question)
      .looked('calculate_discount', { coupon_code: 'TRAIL15', items: [] }, output)
      .saidNext();

  it('gives price, discount and total as the tool wrote them, and says for what', () => {
    expect(asked(quote({}))).toBe(
      'Yes, TRAIL15 works for the **Alder 4 Family Tent**:\n- Price: $189.00\n- Discount: $28.35\n- To pay: $160.65\n\n' +
        'That is the first one that I named. If you meant another one, tell me which.',
    );
  });

  it('answers each of two codes', () => {
    const basket = { items: [{ product_id: 'p-alder', quantity: 1 }] };
    const said = afterTents()
      .user('TRAIL15 or WELCOME10 for the first one?')
      .looked('calculate_discount', { coupon_code: 'TRAIL15', ...basket }, quote({}))
      .looked('calculate_discount', { coupon_code: 'WELCOME10', ...basket }, quote({}))
      .saidNext();
    expect(said).toMatch(/^Yes, TRAIL15 works[\s\S]*\n\nYes, WELCOME10 works/);
  });

  it('says which of two codes count together', () => {
    const asked = (message?: { code: string; content: string }) =>
      afterTents()
        .user('TRAIL15 and WELCOME10 for the first one')
        .looked(
          'calculate_discount',
          { coupon_code: 'TRAIL15', coupon_codes: ['WELCOME10'] },
          quote({ ...(message && { message, about: 1 }) }),
        )
        .saidNext();
    expect(asked()).toMatch(/^Yes, TRAIL15 and WELCOME10 work together for the \*\*Alder 4/);
    const refused = asked({ code: 'discount_code_combination_disallowed', content: 'Not both.' });
    expect(refused).toMatch(/^Yes, TRAIL15 works for[\s\S]*\n\nSorry, WELCOME10 .* Not both\.$/);
  });

  it('gives the total without a code', () => {
    const said = afterTents()
      .user('how much for 2 of them?')
      .looked(
        'calculate_discount',
        {},
        quote({ quantity: 2, discount: 0, display: ['$378.00', '$0.00', '$378.00'] }),
      )
      .saidNext();
    expect(said).toMatch(
      /^Without a coupon the \*\*2 × Alder 4 Family Tent\*\* comes to \$378\.00\./,
    );
  });

  it('says when there are not so many', () => {
    expect(asked(quote({ quantity: 500, available: false }))).toContain('not have that many');
  });

  it('does so in Vietnamese', () => {
    const said = afterLaptops()
      .user('co ma giam gia SUMMER2025 khong')
      .looked(
        'calculate_discount',
        { coupon_code: 'SUMMER2025', items: [{ product_id: 'p-strike', quantity: 1 }] },
        quote({
          title: 'Vexora Strike 15',
          display: ['19.490.000 ₫', '1.949.000 ₫', '17.541.000 ₫'],
        }),
      )
      .saidNext();
    expect(said).toContain('mã SUMMER2025 dùng được cho **Vexora Strike 15**');
    expect(said).toContain('- Còn phải trả: 17.541.000 ₫');
  });

  it("gives the shop's reason for a refusal", () => {
    const message = {
      code: 'discount_code_user_ineligible',
      content: 'It needs an order of $250.00 or more.',
    };
    const said = asked(quote({ message, discount: 0 }));
    expect(said).toContain('does not apply here. It needs an order of $250.00 or more.');
  });

  it('gives the reason in its own words when the shop speaks another language', () => {
    const message = { code: 'discount_code_expired', content: 'This code has expired.' };
    const said = asked(quote({ message, discount: 0 }), 'mã TRAIL15 còn dùng được không');
    expect(said).toContain('Mã đã hết hạn.');
    expect(said).not.toContain('This code');
  });

  it('says that only the arithmetic is known of a stated price', () => {
    const said = new Conversation(OUTDOOR)
      .user('apply SAVE10 to $120')
      .looked(
        'calculate_discount',
        { coupon_code: 'SAVE10', original_price: 120 },
        quote({ basis: 'stated_price' }),
      )
      .saidNext();
    expect(said).toMatch(/^Yes, SAVE10 works\. For the price you named/);
  });

  it('apologises when the tool fails', () => {
    expect(asked('The tool failed.')).toMatch(/^Sorry/);
  });
});

describe('An answer to a photo', () => {
  const looked = (output: unknown) =>
    new Conversation(OUTDOOR)
      .user([{ type: 'text', text: 'do you have this?' }, ...photo('img_1')])
      .looked('find_products_like_photo', { image_id: 'img_1' }, output)
      .saidNext();

  it('names the very product when the look was certain', () => {
    expect(looked({ outcome: 'verified', products: [ALDER], degraded: [] })).toBe(
      'Yes, we have it: that is the **Alder 4 Family Tent** ($189.00).',
    );
  });

  it('asks which one it is when several look like it', () => {
    const said = looked({ outcome: 'candidates', products: [ALDER, PEBBLE], degraded: [] });
    expect(said).toMatch(/^I am not sure that we have the very same/);
    expect(said).toContain('- **Pebble 4 Weekend Tent**: $119.95');
  });

  it('says that the shop has nothing like it, and that it may have missed something', () => {
    const said = looked({ outcome: 'none', products: [], degraded: ['embedding'] });
    expect(said).toMatch(/^I found nothing in this shop that looks like your photo/);
    expect(said).toContain('may have missed something');
  });

  it.each([
    ['a tent like this?', /^No picture of this shop.*similar, but not the same:\n- \*\*Alder/],
    ['có lều giống ảnh không?', /^Không có hình nào.*không phải đúng món đó:\n- \*\*Alder/],
  ])('calls what only the words of "%s" find similar, not the same', (text, honest) => {
    const asked = new Conversation(OUTDOOR).user([{ type: 'text', text }, ...photo('img_1')]);
    const [call] = asked.calledNext();
    expect(call?.args.seen).toMatch(/tent|lều/);
    const output = { outcome: 'none', products: [], similar_by_words: [ALDER], degraded: [] };
    expect(asked.looked('find_products_like_photo', call!.args, output).saidNext()).toMatch(honest);
  });

  it('answers each of two photos', () => {
    const said = new Conversation(OUTDOOR)
      .user([...photo('a'), ...photo('b')])
      .looked(
        'find_products_like_photo',
        { image_id: 'a' },
        { outcome: 'verified', products: [ALDER] },
      )
      .looked('find_products_like_photo', { image_id: 'b' }, { outcome: 'none', products: [] })
      .saidNext();
    expect(said).toMatch(/^Photo 1: Yes, we have it.*\(\$189\.00\)\.\n\nPhoto 2: I found nothing/);
  });
});

describe('Whatever is asked', () => {
  it("does not repeat the shopper's price, only the tool's", () => {
    const said = afterTents()
      .user('is $5 fine for the first one?')
      .looked('get_product_info', { product_id: 'p-alder' }, alderFacts())
      .saidNext();
    expect(said).toContain('$189.00');
    expect(said).not.toContain('$5');
  });

  it('stops looking when lookups go in circles', () => {
    const conversation = new Conversation(OUTDOOR).user('how heavy is the Larch?');
    for (let index = 0; index < 12; index++)
      conversation.looked('search_products', { query: 'x' }, found());
    expect(conversation.saidNext()).toMatch(/^Sorry, something went wrong/);
  });
});
