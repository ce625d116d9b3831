import type { Labels } from './labels.ts';

const WINNERS: Record<string, [more: string, reverse: string]> = {
  weight: ['is the lighter choice', 'is the heavier one'],
  battery: ['has the bigger battery', 'has the smaller battery'],
  warranty: ['has the longer warranty', 'has the shorter warranty'],
  screen: ['has the larger screen', 'has the smaller screen'],
  memory: ['has more memory', 'has less memory'],
  storage: ['has more storage', 'has less storage'],
  height: ['is taller', 'is lower'],
  brightness: ['is brighter', 'is less bright'],
  capacity: ['has more room', 'has less room'],
  waterproof: ['keeps out more water', 'keeps out less water'],
  temperature: ['is made for colder nights', 'is made for milder nights'],
  price: ['costs the least', 'costs the most'],
  rating: ['is rated best', 'is rated lowest'],
};

export const english: Labels = {
  greeting: (shop) =>
    `Hello! I'm the demo assistant${shop && ` of ${shop}`}. What are you looking for? You can name a product, a budget or a coupon code, or send a photo.`,
  thanks: "You're welcome! Just ask if you need anything else.",
  goodbye: 'Goodbye, and thanks for stopping by!',
  acknowledgement: 'All right! Tell me what to look for, or ask me about one of the products.',
  identity: (shop) =>
    `I'm not a person, and not a real language model either: I'm Aisle's built-in demo, a small rule-based program${shop && ` that answers for ${shop}`}. I can search the catalog, compare products, check coupons and look at photos.`,
  capabilities:
    'Here is what I can do:\n- find products by words and budget\n- answer questions about one product: price, stock, sizes, specifications\n- compare products\n- check a coupon code exactly\n- find what looks like a photo you send\n\nI am a built-in demo, so plain questions work best.',
  injection: "I can't change how I work. I'm glad to help you find something in this shop, though.",
  offTopic: (shop) =>
    `I can't help with that here. I only know about the products${shop && ` of ${shop}`}: shall I look something up for you?`,
  shopMatters: (shop) =>
    `I only know the catalog and the coupons, so I can't tell you that. ${shop ? `Please ask ${shop} directly` : 'Please ask the shop directly'}. Is there a product I can look up for you?`,
  shopSays: (told) => `The shop says: ${told}`,
  negotiation:
    "I can't lower a price myself: only a real coupon code does that. If you have one, tell me the code and I'll work out exactly what it takes off.",
  promise:
    "I can't promise what a price will be later: the one that the shop shows when you order is the one that counts.",
  complaint: (shop) =>
    `I'm sorry about that. I can't see orders or payments, so please tell ${shop || 'the shop'} directly. If I got your question wrong, could you put it in other words?`,
  tooLong:
    "That is more than I can take in at once. Could you say in a sentence or two what you're looking for?",
  unclear:
    'Sorry, I did not understand that. You could ask, for example:\n- "Show me something under $300"\n- "Compare the first two"',
  cannotLookUp:
    "I can't look that up in the catalog right now, and I'd rather not guess. Please try again in a moment.",
  lookupFailed:
    'Sorry, something went wrong while I was looking that up. Please try again in a moment.',

  product: (name, price, reasons) => `**${name}**: ${[price, ...reasons].join(', ')}`,
  fromPrice: (display) => `from ${display}`,
  wasPrice: (display) => `was ${display}`,
  partlyReduced: (before) => `some versions reduced, list price up to ${before}`,
  outOfStock: 'out of stock right now',
  fact: ({ name, value }) => `${lowerFirst(name)} ${value}`,
  rated: (value, scale, count) =>
    `rated ${value.toLocaleString('en')} of ${scale}${count ? ` by ${count.toLocaleString('en')} shoppers` : ''}`,

  found: (count, more) =>
    more
      ? `I found ${count} that fit, and there are more. The first to look at:`
      : count === 1
        ? 'I found one that fits:'
        : `I found ${count} that fit${leadIn(count)}`,
  foundAmong: (fitting, all) =>
    fitting === 1
      ? `Of the ${all} that came up, one fits:`
      : `Of the ${all} that came up, ${fitting} fit${leadIn(fitting)}`,
  foundCheapest: 'The cheapest that I found:',
  foundBest: 'Of what I found, these come first by that:',
  notMeasured: 'The shop does not say enough to put them in that order. The closest I found:',
  nothingOnSale: 'Nothing is on sale right now.',
  foundDearest: 'The most expensive that I found:',
  foundCheaper: (count) => (count === 1 ? 'This one costs less:' : 'These cost less:'),
  foundClose: (missed) =>
    `Nothing in the shop fits all of that. Without ${missed.join(' and ')}, this comes close:`,
  onlyMentioned: (query) => `I found nothing called "${query}", only what mentions it:`,
  foundMore: 'Here are some more:',
  noMore: 'That is all I found for this. Shall I look for something else?',
  nothingCheaper: 'I found nothing cheaper for this search.',
  nothingFound: (query) =>
    query ? `I found nothing for "${query}".` : 'I found nothing that fits.',
  relaxBudget: 'With a different budget there may be something: shall I look again?',
  shopHas: (categories) => `The shop does have: ${categories.join(', ')}.`,
  otherCurrency: (currency) =>
    `Prices here are in ${currency} and I can't convert money, so I did not apply your budget.`,
  nextAfterOne: 'Would you like to know more about it?',
  nextAfterSeveral: 'Shall I tell you more about one, or compare the two?',

  whichProduct:
    'Which product do you mean? Tell me its name, or what you are looking for, and I will look it up.',
  unknownProduct: (name) => `I could not find "${name}" in this shop.`,
  topic: {
    weight: 'weight',
    battery: 'battery',
    warranty: 'warranty',
    screen: 'screen',
    memory: 'memory',
    storage: 'storage',
    processor: 'processor',
    graphics: 'graphics',
    capacity: 'capacity',
    material: 'material',
    waterproof: 'water protection',
    temperature: 'temperature rating',
    size: 'size',
    ports: 'ports',
    brightness: 'brightness',
    height: 'height',
  },
  topicIs: (topic, name, facts) => `${upperFirst(topic)} of the **${name}**: ${facts}.`,
  topicUnknown: (topic, name) =>
    `The shop says nothing about the ${topic} of the **${name}**, so I'd rather not guess.`,
  priceIs: (name, price) => `The **${name}** costs ${price}.`,
  priceDepends: 'The price depends on the version:',
  inStock: (name) => `Yes, the **${name}** is in stock.`,
  left: (count) => (count === 1 ? 'one left' : `${count} left`),
  toOrder: (name, status) =>
    status === 'preorder'
      ? `The **${name}** can be pre-ordered; the shop does not have it yet.`
      : `The **${name}** can be ordered, but none is in stock right now.`,
  orderable: 'to order, not in stock',
  soldOut: (name) => `Sorry, the **${name}** is out of stock right now.`,
  availableIn: (option, values) => `${upperFirst(option)} choices in stock: ${values.join(', ')}.`,
  comesIn: (name, option, values) =>
    `${upperFirst(option)} choices for the **${name}**: ${values.join(', ')}.`,
  oneVersion: (name) => `The **${name}** comes in one version only.`,
  wishGranted: (name, wish) => `Yes, the **${name}** is available in ${wish}:`,
  wishSoldOut: (name, wish) =>
    `The **${name}** exists in ${wish}, but that version is out of stock right now.`,
  stillThere: 'These can be had:',
  wishUnknown: (name, wish) => `I see no ${wish} version of the **${name}**.`,
  ratingIs: (name, rating) => `The **${name}** is ${rating}.`,
  ratingUnknown: (name) => `Nobody has rated the **${name}** yet.`,
  notStated: "I can't answer that for certain. This is what the shop says:",
  howToBuy: (name, price) =>
    `Good choice! The **${name}** costs ${price}. I can't place orders myself: please open its product page and add it to your cart there.`,

  whichCompare: 'Which products shall I compare? Name two of them, or search for something first.',
  compared: (count) =>
    count === 2 ? 'Here are the two side by side:' : `Here are the ${count} side by side:`,
  noDifference: 'Apart from the price I see no difference in what the shop says about them.',
  winner: (about, reverse, name, values) =>
    `The **${name}** ${WINNERS[about]?.[reverse ? 1 : 0] ?? 'comes out ahead'}: ${values.join(' against ')}.`,
  draw: (value) => `In that respect they are level: ${value}.`,

  couponNeedsCode:
    "I can't list coupon codes, but if you have one, tell me the code and I'll check it exactly.",
  couponNeedsProduct: (code) =>
    `I can check ${code} as soon as I know what for. Which product are you thinking of?`,
  couponValid: ({ code, takes_off, at_most, minimum, categories, some_products_only }) => {
    const off = `Yes, ${code} is valid now: it takes ${takes_off ?? 'something'} off`;
    const of = categories
      ? ` what is in ${categories.join(', ')}`
      : some_products_only
        ? ' certain products'
        : '';
    const limits = [at_most && `at most ${at_most}`, minimum && `for ${minimum} or more`].filter(
      Boolean,
    );
    return `${[off + of, ...limits].join(', ')}.`;
  },
  couponForWhat: "Tell me what for, and I'll work out the exact price.",
  couponTookFirst: 'That is the first one that I named. If you meant another one, tell me which.',
  couponApplied: (codes, name) =>
    `Yes, ${codes.join(' and ')} ${codes.length > 1 ? 'work together' : 'works'} for the **${name}**:`,
  couponStatedPrice: (codes) =>
    `Yes, ${codes.join(' and ')} ${codes.length > 1 ? 'work together' : 'works'}. For the price you named that means:`,
  quote: ({ subtotal, discount, total }) =>
    `- Price: ${subtotal}\n- Discount: ${discount}\n- To pay: ${total}`,
  couponRefused: (code, reason) => `Sorry, ${code} does not apply here. ${reason}`,
  couponChangesNothing: (code) => `${code} takes nothing off here.`,
  refusal: {
    discount_code_expired: 'The code has expired.',
    discount_code_invalid: 'The code is not valid.',
    discount_code_already_applied: 'The code has been applied already.',
    discount_code_combination_disallowed: 'It cannot be combined with another discount.',
    discount_code_user_not_logged_in: 'You have to be signed in to use it.',
    discount_code_user_ineligible: 'Its conditions are not met.',
  },
  refusalUnknown: 'The shop did not accept it.',
  quoteUnchanged: (name, total) => `The **${name}** stays at ${total}.`,
  quoteTotal: (name, total) => `Without a coupon the **${name}** comes to ${total}.`,
  notSoMany: 'The shop does not have that many in stock right now.',
  wholePieces: (most) =>
    `I can only work out whole pieces, from 1 to ${most}. How many would you like?`,

  photoNumber: (index) => `Photo ${index}:`,
  photoVerified: (name, details) => `Yes, we have it: that is the **${name}** (${details}).`,
  photoCandidates:
    'I am not sure that we have the very same, but these look like your photo. Is it one of them?',
  photoNone:
    'I found nothing in this shop that looks like your photo. Can you tell me in words what it is?',
  photoNoneButSimilar:
    'No picture of this shop shows what is on your photo. By your words these are similar, but not the same:',
  photoAlsoSimilar: 'By your words these are similar, too:',
  photoUnreadable:
    'I could not look at your photo. Could you send it again, or tell me in words what it shows?',
  photoPartly: 'One way of looking did not work just now, so I may have missed something.',
};

/** Two are named in full; of more the first two are. */
function leadIn(count: number): string {
  return count > 2 ? '. The first to look at:' : ':';
}

/** "Weight" in a sentence is "weight"; "RAM" stays. */
function lowerFirst(text: string): string {
  return /^\p{Lu}(?:\p{Ll}|\s|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
