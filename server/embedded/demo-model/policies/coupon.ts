import { plainText } from '../facts.ts';
import type { CouponRequest } from '../intent.ts';
import { plainName } from '../known-products.ts';
import { resolveProducts } from '../resolve-products.ts';
import { lines, type Move, resultsOf, type Scene, sentences } from '../scene.ts';
import { type PricedCart, PricedCart as PricedCartShape, readResult } from '../tool-results.ts';

export function answerCoupon(scene: Scene, request: CouponRequest): Move {
  const { labels } = scene;
  const { code, products, statedPrice } = request;
  if (!code) return { say: labels.couponNeedsCode };
  const priced = resultsOf(scene, 'calculate_discount').at(-1);
  if (priced) {
    const cart = readResult(priced, PricedCartShape);
    return { say: cart ? sayQuote(scene, request, cart) : labels.lookupFailed };
  }
  if (products.length === 0) {
    if (statedPrice === undefined) return { say: labels.couponNeedsProduct(code) };
    return discountCall({ coupon_code: code, original_price: statedPrice });
  }
  const resolved = resolveProducts(scene, products);
  if ('move' in resolved) return resolved.move;
  if (resolved.products.length === 0) return { say: labels.couponNeedsProduct(code) };
  return discountCall({
    coupon_code: code,
    items: resolved.products.map(({ id }) => ({ product_id: id, quantity: request.quantity })),
  });
}

function discountCall(args: Record<string, unknown>): Move {
  return { call: [{ name: 'calculate_discount', args }] };
}

function sayQuote(
  scene: Scene,
  { code = '', assumed }: CouponRequest,
  { quote, display }: PricedCart,
): string {
  const { labels } = scene;
  const stated = quote.basis === 'stated_price';
  const names = quote.line_items.map(({ title, quantity }) =>
    quantity > 1 ? `${quantity} × ${plainName(title)}` : plainName(title),
  );
  const name = names.join(' + ');
  const chosen = assumed && !stated ? labels.couponTookFirst : undefined;
  const [refusal] = quote.messages;
  if (refusal) {
    const reason = reasonFor(scene, refusal);
    const unchanged = stated ? undefined : labels.quoteUnchanged(name, display.total);
    return sentences(labels.couponRefused(code, reason), unchanged, chosen);
  }
  if (quote.discount === 0)
    return sentences(
      labels.couponChangesNothing(code),
      stated ? undefined : labels.quoteUnchanged(name, display.total),
      chosen,
    );
  const opening = stated ? labels.couponStatedPrice(code) : labels.couponApplied(code, name);
  return lines(opening, labels.quote(display), chosen);
}

/** The shop's sentence says most; in the other language the code has to do. */
function reasonFor(
  { labels, language, dialogue }: Scene,
  { code, content }: { code: string; content: string },
): string {
  if (content && language === dialogue.shopLanguage) return plainText(content);
  return labels.refusal[code] ?? labels.refusalUnknown;
}
