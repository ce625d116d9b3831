import type { KnownProduct, KnownProducts } from './known-products.ts';
import { type PhraseSet, phrases, tokensOf } from './phrases.ts';
import { namedProducts } from './product-names.ts';
import type { Utterance } from './utterance.ts';
import { PROTECTED } from './vocabulary.ts';

/** Products a sentence points at, without or with their names. */
export interface Reference {
  products: KnownProduct[];
  /** The sentence points ("the second one", "nó"), whether or not there is anything to point at. */
  points: boolean;
  /** It says their names. */
  named: boolean;
  /** Token indexes of the pointing words. */
  tokens: Set<number>;
}

const COUNTED: PhraseSet[] = [
  phrases({
    en: 'first, first one, 1st, number one, number 1, no 1',
    vi: 'đầu tiên, cái đầu, cái đầu tiên, mẫu đầu, mẫu đầu tiên, cái thứ nhất, thứ nhất, cái số 1, số 1, số một, cái 1, mẫu 1, con đầu, em đầu, em đầu tiên, chiếc đầu',
  }),
  phrases({
    en: 'second, second one, 2nd, number two, number 2, no 2',
    vi: 'thứ hai, thứ 2, cái thứ hai, cái thứ 2, mẫu thứ hai, mẫu thứ 2, số 2, số hai, cái số 2, cái 2, mẫu 2, con thứ 2, em thứ 2',
  }),
  phrases({
    en: 'third, third one, 3rd, number three, number 3, no 3',
    vi: 'thứ ba, thứ 3, cái thứ ba, cái thứ 3, mẫu thứ ba, mẫu thứ 3, số 3, số ba, cái số 3, cái 3, mẫu 3',
  }),
  phrases({
    en: 'fourth, fourth one, 4th, number four, number 4',
    vi: 'thứ tư, thứ 4, cái thứ tư, cái thứ 4, mẫu thứ tư, mẫu thứ 4, số 4, cái 4, mẫu 4',
  }),
  phrases({
    en: 'fifth, fifth one, 5th, number 5',
    vi: 'thứ năm, thứ 5, cái thứ năm, cái thứ 5, số 5, cái 5, mẫu 5',
  }),
  phrases({
    en: 'sixth, sixth one, 6th, number 6',
    vi: 'thứ sáu, thứ 6, cái thứ sáu, cái thứ 6, số 6, cái 6, mẫu 6',
  }),
];
const LAST = phrases({
  en: 'last one, the last, last product',
  vi: 'cái cuối, cuối cùng, mẫu cuối, cái cuối cùng',
});
const CHEAPEST_OF = phrases({
  en: 'the cheaper one, the cheapest one, the cheaper of the two, the less expensive one',
  vi: 'lấy con rẻ, lấy con rẻ hơn, lấy con rẻ nhất, lấy cái rẻ, lấy cái rẻ hơn, lấy cái rẻ nhất, mua con rẻ hơn, mua cái rẻ hơn',
});
const OTHER_OF_TWO = phrases({
  en: 'the other one, the other',
  vi: 'cái còn lại, con còn lại, mẫu còn lại, chiếc còn lại, cái kia, con kia, mẫu kia',
});
const FIRST_TWO = phrases({
  en: 'first two, first 2, the two, those two, these two, both, both of them, top two, two of them',
  vi: '2 cái đầu, hai cái đầu, 2 mẫu đầu, hai mẫu đầu, hai chiếc đầu, 2 chiếc đầu, 2 cái này, hai cái này, hai mẫu này, 2 mẫu này, 2 con này, hai cái đó, 2 cái đó, cả hai, cả 2, hai cái, 2 cái, hai mẫu, 2 mẫu, hai máy, 2 máy, hai cái trên, 2 con đầu, hai con đầu, hai sản phẩm, 2 sản phẩm, 2 sản phẩm đầu, hai sản phẩm đầu',
});
const FIRST_THREE = phrases({
  en: 'first three, first 3, the three, all three, these three, top three',
  vi: '3 cái đầu, ba cái đầu, 3 mẫu đầu, ba mẫu đầu, cả ba, cả 3, 3 cái này, ba cái này, 3 cái, ba cái, 3 mẫu, ba mẫu',
});
const ALL = phrases({
  en: 'them, they, these, those, all of them, all of these, these ones, of these',
  vi: 'các mẫu này, các cái này, mấy cái này, mấy mẫu này, mấy cái trên, các mẫu trên, tất cả, những cái này, những mẫu này, mấy con này, chúng',
});
const ONE = phrases({
  en: 'it, its, this, that, this one, that one, the one, this product, that product',
  vi: 'nó, này, đó, cái này, cái đó, cái kia, mẫu này, mẫu đó, mẫu kia, chiếc này, chiếc đó, con này, con đó, em này, em đó, máy này, máy đó, sản phẩm này, sản phẩm đó, loại này, loại đó, lều này, lều đó, áo này, giày này, balo này',
});
/** Names are looked for first, then counts, then the pronouns. */
export function findReference(utterance: Utterance, known: KnownProducts): Reference {
  const named = namedProducts(utterance, known.all);
  const counted = countedProducts(utterance, known);
  const tokens = new Set([...named.tokens, ...counted.tokens]);
  if (named.products.length > 0) {
    const products = unique([...named.products, ...counted.products]);
    return { products, points: true, named: true, tokens };
  }
  if (counted.tokens.size > 0)
    return { products: counted.products, points: true, named: false, tokens };
  const all = tokensOf(utterance, ALL);
  if (all.size > 0) return { products: known.list, points: true, named: false, tokens: all };
  const one = tokensOf(utterance, ONE);
  const products = known.focus && one.size > 0 ? [known.focus] : [];
  return { products, points: one.size > 0, named: false, tokens: one };
}

function countedProducts(utterance: Utterance, { list, focus }: KnownProducts) {
  const taken = tokensOf(utterance, PROTECTED);
  const groups: [PhraseSet, KnownProduct[]][] = [
    [CHEAPEST_OF, cheapest(list)],
    [
      OTHER_OF_TWO,
      list
        .slice(0, 2)
        .filter(({ id }) => id !== focus?.id)
        .slice(0, 1),
    ],
    [FIRST_TWO, list.slice(0, 2)],
    [FIRST_THREE, list.slice(0, 3)],
  ];
  for (const [set, products] of groups) {
    const tokens = tokensOf(utterance, set);
    if (tokens.size > 0 && (set !== OTHER_OF_TWO || list.length > 1)) return { products, tokens };
  }
  const [only, ...others] = utterance.tokens;
  const alone = others.length === 0 ? list[Number(only?.folded) - 1] : undefined;
  if (alone) return { products: [alone], tokens: new Set([0]) };
  const products: KnownProduct[] = [];
  const tokens = new Set<number>();
  for (const [index, set] of [...COUNTED, LAST].entries()) {
    const found = [...tokensOf(utterance, set)].filter((token) => !taken.has(token));
    if (found.length === 0) continue;
    for (const token of found) tokens.add(token);
    const product = index === COUNTED.length ? list.at(-1) : list[index];
    if (product) products.push(product);
  }
  return { products, tokens };
}

/** Amounts are compared, never calculated with. */
function cheapest(list: KnownProduct[]): KnownProduct[] {
  const amount = ({ seen }: KnownProduct) => seen?.price_range.min.amount ?? Infinity;
  return list.toSorted((a, b) => amount(a) - amount(b)).slice(0, 1);
}

function unique(products: KnownProduct[]): KnownProduct[] {
  return [...new Map(products.map((product) => [product.id ?? product.title, product])).values()];
}
