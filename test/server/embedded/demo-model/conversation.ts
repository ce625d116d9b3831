import { ChatRequest } from '../../../../server/embedded/demo-model/chat-request.ts';
import { decide } from '../../../../server/embedded/demo-model/decide.ts';
import { readDialogue } from '../../../../server/embedded/demo-model/dialogue.ts';
import type { Move } from '../../../../server/embedded/demo-model/scene.ts';

export const TOOLS = [
  'search_products',
  'get_product_info',
  'calculate_discount',
  'check_coupon',
  'compare_products',
  'find_products_like_photo',
];

export const OUTDOOR = { name: 'Fernwood Outdoor', locale: 'en-US', currency: 'USD' };
export const LAPTOPS = { name: 'Máy Tính Sao Mai', locale: 'vi', currency: 'VND' };
export type Shop = typeof OUTDOOR;

interface ImagePart {
  type: 'image_url';
  image_url: { url: string };
}
type Part = { type: 'text'; text: string } | ImagePart;

/** A request as a chat client would build it, and the demo model's next move in it. */
export class Conversation {
  private readonly messages: unknown[];
  private tools: string[] = TOOLS;
  private calls = 0;

  constructor(shop: Shop, instructions = '') {
    const facts = `Shop: ${shop.name}\nLocale: ${shop.locale}\nCurrency: ${shop.currency}\nToday: 2026-11-22`;
    const added = instructions && `\n\nThe shop adds:\n${instructions}`;
    this.messages = [{ role: 'system', content: `You are the assistant.\n\n${facts}${added}` }];
  }

  offering(tools: string[]): this {
    this.tools = tools;
    return this;
  }

  user(content: string | Part[]): this {
    this.messages.push({ role: 'user', content });
    return this;
  }

  assistant(content: string): this {
    this.messages.push({ role: 'assistant', content });
    return this;
  }

  /** A call of the assistant and what the tool answered; a string is what a failed tool says. */
  looked(name: string, args: unknown, output: unknown): this {
    const id = `call_${this.calls++}`;
    const call = { id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
    this.messages.push({ role: 'assistant', content: null, tool_calls: [call] });
    const content = typeof output === 'string' ? output : JSON.stringify(output);
    this.messages.push({ role: 'tool', tool_call_id: id, content });
    return this;
  }

  request(more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      model: 'aisle-demo',
      messages: this.messages,
      tools: this.tools.map((name) => ({ type: 'function', function: { name, parameters: {} } })),
      ...more,
    };
  }

  next(more: Record<string, unknown> = {}): Move {
    return decide(readDialogue(ChatRequest.parse(this.request(more))));
  }

  /** The calls it makes next, by name and arguments; throws when it talks instead. */
  calledNext(): { name: string; args: Record<string, unknown> }[] {
    const move = this.next();
    if ('say' in move) throw new Error(`It said: ${move.say}`);
    return move.call;
  }

  /** What it says next; throws when it calls a tool instead. */
  saidNext(more: Record<string, unknown> = {}): string {
    const move = this.next(more);
    if ('call' in move) throw new Error(`It called ${JSON.stringify(move.call)}`);
    return move.say;
  }
}

export function photo(imageId: string): Part[] {
  return [
    { type: 'text', text: `Photo image_id: ${imageId}` },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
  ];
}

interface ProductFacts {
  price: string;
  amount: number;
  currency?: string;
  maxPrice?: [string, number];
  attributes?: Record<string, string>;
  options?: { name: string; values: string[] }[];
  rating?: [number, number];
  available?: boolean;
  wasPrice?: string;
}

/** A product as the tools report it. */
export function product(id: string, title: string, facts: ProductFacts) {
  const {
    price,
    amount,
    currency = 'USD',
    attributes = {},
    options = [],
    available = true,
  } = facts;
  const [maxDisplay, maxAmount] = facts.maxPrice ?? [price, amount];
  return {
    id,
    handle: id,
    title,
    price_range: {
      min: { amount, currency, display: price },
      max: { amount: maxAmount, currency, display: maxDisplay },
    },
    ...(facts.wasPrice && {
      list_price_range: {
        min: { amount: amount + 1, currency, display: facts.wasPrice },
        max: { amount: amount + 1, currency, display: facts.wasPrice },
      },
    }),
    availability: { available, status: available ? 'in_stock' : 'out_of_stock' },
    categories: [{ value: 'Tents' }],
    options,
    attributes,
    ...(facts.rating && {
      rating: { value: facts.rating[0], scale_max: 5, count: facts.rating[1] },
    }),
  };
}

export const ALDER = product('p-alder', 'Alder 4 Family Tent', {
  price: '$189.00',
  amount: 18900,
  attributes: { Capacity: '4 people', Weight: '13 lb 2 oz (5.95 kg)' },
  options: [{ name: 'Color', values: ['Moss', 'Ember'] }],
  rating: [4.5, 213],
});
export const PEBBLE = product('p-pebble', 'Pebble 4 Weekend Tent', {
  price: '$119.95',
  amount: 11995,
  attributes: { Capacity: '4 people', Weight: '9 lb 4 oz (4.2 kg)', Doors: '1' },
  rating: [4, 341],
});
export const LARCH = product('p-larch', 'Larch 2 Backpacking Tent', {
  price: '$249.00',
  amount: 24900,
  attributes: { Capacity: '2 people', Weight: '3 lb 12 oz (1.7 kg)' },
});

export const STRIKE = product('p-strike', 'Vexora Strike 15 i5 RTX 4050', {
  price: '19.490.000 ₫',
  amount: 19490000,
  currency: 'VND',
  maxPrice: ['20.790.000 ₫', 20790000],
  attributes: {
    GPU: 'RTX 4050 6GB',
    'Trọng lượng': '2,3 kg',
    Pin: '57 Wh, khoảng 5 giờ',
    'Bảo hành': '24 tháng',
  },
  options: [{ name: 'RAM', values: ['8 GB', '16 GB'] }],
  rating: [4.7, 446],
});
export const HUNTER = product('p-hunter', 'Zephon Hunter 15 i5 RTX 3050', {
  price: '18.990.000 ₫',
  amount: 18990000,
  currency: 'VND',
  attributes: {
    GPU: 'RTX 3050 6GB',
    'Trọng lượng': '2,35 kg',
    Pin: '60 Wh, khoảng 5 giờ',
    'Bảo hành': '24 tháng',
  },
});

/** A shopper who has just been shown three tents. */
export function afterTents(): Conversation {
  return new Conversation(OUTDOOR)
    .user('a tent for 4 people under $300')
    .looked(
      'search_products',
      { query: 'tent 4 people', max_price: 300 },
      { products: [ALDER, PEBBLE, LARCH], more: false },
    )
    .assistant(
      'I found 3 that fit. The first to look at:\n- **Alder 4 Family Tent**: $189.00\n- **Pebble 4 Weekend Tent**: $119.95',
    );
}

/** A shopper who has just been shown two gaming laptops. */
export function afterLaptops(): Conversation {
  return new Conversation(LAPTOPS)
    .user('Tôi muốn mua laptop chơi game, budget 20 triệu')
    .looked(
      'search_products',
      { query: 'laptop chơi game', max_price: 20000000 },
      { products: [STRIKE, HUNTER], more: false },
    )
    .assistant(
      'Mình tìm được 2 sản phẩm phù hợp. Bạn xem trước:\n- **Vexora Strike 15 i5 RTX 4050**: từ 19.490.000 ₫\n- **Zephon Hunter 15 i5 RTX 3050**: 18.990.000 ₫',
    );
}

/** After one tent was talked about in detail. */
export function afterAlder(): Conversation {
  return afterTents()
    .user('tell me about the first one')
    .looked('get_product_info', { product_id: 'p-alder' }, alderFacts())
    .assistant('**Alder 4 Family Tent**: a roomy dome.\n- $189.00');
}

export function alderFacts() {
  const variant = (label: string, available: boolean, stock: number) => ({
    id: `v-${label}`,
    title: label,
    price: { amount: 18900, currency: 'USD', display: '$189.00' },
    availability: { available, status: available ? 'in_stock' : 'out_of_stock' },
    stock,
    options: { Color: label },
  });
  return {
    product: ALDER,
    description:
      'A roomy dome for car campers. The fly is waterproof to 3,000 mm. See https://evil.example/ **now**.',
    tags: [],
    variants: [variant('Moss', true, 3), variant('Ember', false, 0)],
  };
}

/** What a search answers. */
export const found = (...products: unknown[]) => ({ products, more: false });

export function quote(over: {
  title?: string;
  basis?: string;
  discount?: number;
  quantity?: number;
  display?: [string, string, string];
  message?: { code: string; content: string };
  /** Which of the codes the message is about. */
  about?: number;
  available?: boolean;
}) {
  const [subtotal, discount, total] = over.display ?? ['$189.00', '$28.35', '$160.65'];
  return {
    quote: {
      basis: over.basis ?? 'catalog',
      currency: 'USD',
      line_items: [
        {
          product_id: 'p-alder',
          title: over.title ?? 'Alder 4 Family Tent',
          quantity: over.quantity ?? 1,
          available: over.available,
        },
      ],
      subtotal: 18900,
      discount: over.discount ?? 2835,
      total: 16065,
      discounts: { codes: [], applied: [] },
      messages: over.message
        ? [{ type: 'warning', path: `$.discounts.codes[${over.about ?? 0}]`, ...over.message }]
        : [],
    },
    display: { subtotal, discount, total },
  };
}
