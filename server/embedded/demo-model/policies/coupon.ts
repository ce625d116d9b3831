import { MOST_PIECES } from '../counts.ts';
import { plainText } from '../facts.ts';
import { plainName } from '../known-products.ts';
import type { CouponRequest, Wanted } from '../read-coupon-request.ts';
import { namesSame, resolveProducts } from '../resolve-products.ts';
import { lines, type Move, resultsOf, type Scene, sentences } from '../scene.ts';
import {
  CheckedCoupons,
  type PricedCart,
  PricedCart as PricedCartShape,
  readResult,
} from '../tool-results.ts';
import { chosenVersion } from './chosen-version.ts';

export function answerCoupon(scene: Scene, request: CouponRequest): Move {
  const { labels } = scene;
  const { codes, total, statedPrice, cart } = request;
  const [first] = codes;
  if (!first && !total) return { say: labels.couponNeedsCode };
  const priced = resultsOf(scene, 'calculate_discount');
  if (priced.length > 0) {
    const said = priced.map((result) => {
      const quoted = readResult(result, PricedCartShape);
      return quoted ? sayQuote(scene, codesOf(result.args), quoted) : labels.lookupFailed;
    });
    const stated = statedPrice !== undefined || cart.length > 0;
    const chosen = request.assumed && !stated ? labels.couponTookFirst : undefined;
    return { say: [...said, chosen].filter(Boolean).join('\n\n') };
  }
  const needed = first ? labels.couponNeedsProduct(first) : labels.whichProduct;
  if (request.wanted.length === 0) {
    if (first && statedPrice !== undefined) {
      return priceCalls(request, { original_price: statedPrice });
    }
    if (cart.length > 0) return priceCalls(request, { items: cart });
    return first ? checkCodes(scene, codes) : { say: needed };
  }
  if (request.wanted.some(({ quantity }) => quantity === undefined)) {
    return { say: labels.wholePieces(MOST_PIECES) };
  }
  const basket = fillBasket(scene, request.wanted);
  if ('move' in basket) return basket.move;
  return basket.items.length === 0 ? { say: needed } : priceCalls(request, basket);
}

/** Nobody said what for: whether they are valid at all, and what they take off. */
function checkCodes({ dialogue, labels, ...scene }: Scene, codes: string[]): Move {
  const result = scene.results.findLast(({ name }) => name === 'check_coupon');
  if (!result) {
    if (!dialogue.tools.has('check_coupon'))
      return { say: labels.couponNeedsProduct(codes[0] ?? '') };
    return { call: [{ name: 'check_coupon', args: { coupon_codes: codes } }] };
  }
  const coupons = readResult(result, CheckedCoupons)?.coupons;
  if (!coupons) return { say: labels.lookupFailed };
  const isSaid = scene.language === dialogue.shopLanguage;
  const said = coupons.map((coupon) =>
    coupon.valid
      ? labels.couponValid(coupon)
      : labels.couponRefused(
          coupon.code,
          isSaid && coupon.reason
            ? plainText(coupon.reason)
            : (labels.refusal.discount_code_invalid ?? ''),
        ),
  );
  const next = coupons.some(({ valid }) => valid) ? labels.couponForWhat : undefined;
  return { say: sentences(...said, next) };
}

interface Item {
  product_id: string;
  variant_id?: string;
  quantity: number;
}

/** Looks up what has only a name, and which version is meant; words that are no name of the shop's are none. */
function fillBasket(scene: Scene, wanted: Wanted[]): { items: Item[] } | { move: Move } {
  const items: Item[] = [];
  const pending = resolveProducts(
    scene,
    wanted.map(({ product }) => product),
  );
  if ('move' in pending) return pending;
  for (const { product, variantId, quantity = 1, perhaps } of wanted) {
    const resolved = resolveProducts(scene, [product]);
    const [found] = 'move' in resolved ? [] : resolved.products;
    const meant = found && !(perhaps && !namesSame(product.title, found)) ? found : undefined;
    const chosen = meant ?? (perhaps ? scene.known.focus : undefined);
    if (chosen?.id === undefined) continue;
    const options = meant?.options ?? product.seen?.options ?? [];
    const version = chosenVersion(scene, { id: chosen.id, options }, variantId);
    if ('move' in version) return version;
    items.push({
      product_id: chosen.id,
      ...(version.variantId !== undefined && { variant_id: version.variantId }),
      quantity,
    });
  }
  return { items };
}

/** All codes together, as a cart takes them; "this or that one" is a lookup each. */
function priceCalls({ codes, apart }: CouponRequest, basket: Record<string, unknown>): Move {
  const [first, ...more] = codes;
  const asked = apart && more.length > 0 ? codes.map((code) => [code]) : [codes];
  return {
    call: asked.map(([code = first, ...others]) => ({
      name: 'calculate_discount',
      args: {
        ...(code !== undefined && { coupon_code: code }),
        ...(others.length > 0 && { coupon_codes: others }),
        ...basket,
      },
    })),
  };
}

function codesOf({ coupon_code: code, coupon_codes: more }: Record<string, unknown>): string[] {
  return [code, more].flat().filter((one) => typeof one === 'string');
}

/** What a code or several took off, what they did not, and what it costs. */
export function sayQuote(scene: Scene, codes: string[], { quote, display }: PricedCart): string {
  const { labels } = scene;
  const stated = quote.basis === 'stated_price';
  const names = quote.line_items.map(({ title, quantity }) =>
    quantity > 1 ? `${quantity} × ${plainName(title)}` : plainName(title),
  );
  const name = names.join(' + ');
  const short = quote.line_items.some(({ available }) => available === false)
    ? labels.notSoMany
    : undefined;
  const refused = quote.messages.map((message) => {
    const index = Number(/\[(\d+)\]/.exec(message.path)?.[1] ?? 0);
    return { code: codes[index] ?? codes[0] ?? '', reason: reasonFor(scene, message) };
  });
  const refusals = refused.map(({ code, reason }) => labels.couponRefused(code, reason));
  if (quote.discount === 0) {
    const nothing = codes[0] && refused.length === 0 && labels.couponChangesNothing(codes[0]);
    const price = stated
      ? undefined
      : codes.length > 0
        ? labels.quoteUnchanged(name, display.total)
        : labels.quoteTotal(name, display.total);
    return sentences(...refusals, nothing || undefined, price, short);
  }
  const applied = codes.filter((code) => refused.every((other) => other.code !== code));
  const opening = stated ? labels.couponStatedPrice(applied) : labels.couponApplied(applied, name);
  return [lines(opening, labels.quote(display)), sentences(...refusals, short)]
    .filter(Boolean)
    .join('\n\n');
}

/** The shop's sentence says most; in the other language the code has to do. */
function reasonFor(
  { labels, language, dialogue }: Scene,
  { code, content }: { code: string; content: string },
): string {
  if (content && language === dialogue.shopLanguage) return plainText(content);
  return labels.refusal[code] ?? labels.refusalUnknown;
}
