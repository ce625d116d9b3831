/** The cart of one shop, kept in this browser as `[{handle, variant, quantity}]`; prices are asked for anew. */

const MOST = 99;

export function readCart(shop) {
  try {
    const lines = JSON.parse(localStorage.getItem(keyOf(shop)) ?? '[]');
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    // Storage is blocked or holds something else: an empty cart is the honest answer.
    return [];
  }
}

export function addToCart(shop, { handle, variant, quantity }) {
  const lines = readCart(shop);
  const line = lines.find((other) => other.variant === variant);
  if (line) line.quantity = Math.min(MOST, line.quantity + quantity);
  else lines.push({ handle, variant, quantity });
  writeCart(shop, lines);
}

/** A quantity of 0 takes the line out. */
export function setQuantity(shop, variant, quantity) {
  const lines = readCart(shop).map((line) =>
    line.variant === variant ? { ...line, quantity: Math.min(MOST, quantity) } : line,
  );
  writeCart(
    shop,
    lines.filter((line) => line.quantity > 0),
  );
}

/** Here, and in another tab. */
export function onCartChange(shop, listener) {
  window.addEventListener('cart', listener);
  window.addEventListener('storage', ({ key }) => {
    if (key === keyOf(shop)) listener();
  });
}

export function showCartCount(shop) {
  const badge = document.querySelector('[data-cart-count]');
  const count = readCart(shop).reduce((sum, line) => sum + line.quantity, 0);
  badge.textContent = String(count);
  badge.hidden = count === 0;
}

function writeCart(shop, lines) {
  try {
    localStorage.setItem(keyOf(shop), JSON.stringify(lines));
  } catch {
    // Storage is blocked: the page goes on without a cart.
  }
  window.dispatchEvent(new Event('cart'));
}

function keyOf(shop) {
  return `aisle-demo-cart:${shop}`;
}

function isLine(line) {
  return (
    typeof line?.handle === 'string' &&
    typeof line.variant === 'string' &&
    Number.isInteger(line.quantity) &&
    line.quantity > 0
  );
}
