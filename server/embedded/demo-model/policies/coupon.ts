import { plainText } from '../facts.ts';
import { plainName } from '../known-products.ts';
import type { CouponRequest } from '../read-coupon-request.ts';
import { resolveProducts } from '../resolve-products.ts';
import { lines, type Move, resultsOf, type Scene, sentences } from '../scene.ts';
import { type PricedCart, PricedCart as PricedCartShape, readResult } from '../tool-results.ts';

export function answerCoupon(scene: Scene, request: CouponRequest): Move {
  const { labels } = scene;
  const { codes, products, statedPrice, cart } = request;
  const [first] = codes;
  if (!first) return { say: labels.couponNeedsCode };
  const priced = resultsOf(scene, 'calculate_discount');
  if (priced.length > 0) {
    const said = priced.map((result, index) => {
      const cart = readResult(result, PricedCartShape);
      return cart ? sayQuote(scene, codes[index] ?? first, cart) : labels.lookupFailed;
    });
    const stated = products.length === 0;
    const chosen = request.assumed && !stated ? labels.couponTookFirst : undefined;
    return { say: [...said, chosen].filter(Boolean).join('\n\n') };
  }
  if (products.length === 0) {
    if (statedPrice !== undefined) return discountCalls(codes, { original_price: statedPrice });
    if (cart.length > 0) return discountCalls(codes, { items: cart });
    return { say: labels.couponNeedsProduct(first) };
  }
  const resolved = resolveProducts(scene, products);
  if ('move' in resolved) return resolved.move;
  if (resolved.products.length === 0) return { say: labels.couponNeedsProduct(first) };
  return discountCalls(codes, {
    items: resolved.products.map(({ id }) => ({ product_id: id, quantity: request.quantity })),
  });
}

/** One lookup a code, all at once: codes do not add up. */
function discountCalls(codes: string[], basket: Record<string, unknown>): Move {
  return {
    call: codes.map((code) => ({
      name: 'calculate_discount',
      args: { coupon_code: code, ...basket },
    })),
  };
}

function sayQuote(scene: Scene, code: string, { quote, display }: PricedCart): string {
  const { labels } = scene;
  const stated = quote.basis === 'stated_price';
  const names = quote.line_items.map(({ title, quantity }) =>
    quantity > 1 ? `${quantity} × ${plainName(title)}` : plainName(title),
  );
  const name = names.join(' + ');
  const [refusal] = quote.messages;
  if (refusal) {
    const reason = reasonFor(scene, refusal);
    const unchanged = stated ? undefined : labels.quoteUnchanged(name, display.total);
    return sentences(labels.couponRefused(code, reason), unchanged);
  }
  if (quote.discount === 0)
    return sentences(
      labels.couponChangesNothing(code),
      stated ? undefined : labels.quoteUnchanged(name, display.total),
    );
  const opening = stated ? labels.couponStatedPrice(code) : labels.couponApplied(code, name);
  return lines(opening, labels.quote(display));
}

/** The shop's sentence says most; in the other language the code has to do. */
function reasonFor(
  { labels, language, dialogue }: Scene,
  { code, content }: { code: string; content: string },
): string {
  if (content && language === dialogue.shopLanguage) return plainText(content);
  return labels.refusal[code] ?? labels.refusalUnknown;
}
