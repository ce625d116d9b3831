import { readCart, setQuantity } from './cart-store.js';

const REQUEST_LIMIT_MS = 10_000;

/** Fills the cart page: what the browser kept, with the prices that the shop has now. */
export async function showCart(root, shop) {
  const texts = JSON.parse(root.dataset.texts);
  const status = root.querySelector('[data-cart-status]');
  const list = root.querySelector('[data-cart-lines]');
  const formatPrice = priceFormat(root.dataset.locale, root.dataset.currency);
  let products;
  try {
    products = await fetchProducts(root.dataset.products, readCart(shop));
  } catch {
    status.textContent = texts.cartFailed;
    return;
  }
  for (const line of readCart(shop)) {
    if (!findVariant(products, line)) setQuantity(shop, line.variant, 0);
  }
  list.replaceChildren(...readCart(shop).map(cartLine));
  showSum();

  function cartLine(line) {
    const { product, variant } = findVariant(products, line);
    const input = element('input', {
      type: 'number',
      min: '1',
      max: '99',
      value: String(line.quantity),
      inputMode: 'numeric',
      ariaLabel: `${texts.quantity}: ${product.title}`,
    });
    const total = element('strong', { textContent: formatPrice(variant.price * line.quantity) });
    const item = element('li', { className: 'cart-line' }, [
      element('img', { src: variant.picture, alt: '', width: 88, height: 88 }),
      element('div', { className: 'cart-line-text' }, [
        element('a', { href: product.url, textContent: product.title }),
        element('span', { textContent: variant.title }),
        element('span', { textContent: `${formatPrice(variant.price)} ${texts.eachPrice}` }),
        element('span', { className: variant.available ? '' : 'gone', textContent: variant.stock }),
      ]),
      input,
      total,
      removeButton(line, product),
    ]);
    input.addEventListener('change', () => {
      if (!input.reportValidity()) return;
      setQuantity(shop, line.variant, input.valueAsNumber);
      total.textContent = formatPrice(variant.price * input.valueAsNumber);
      showSum();
    });
    return item;
  }

  function removeButton(line, product) {
    const button = element('button', {
      type: 'button',
      className: 'link-button',
      textContent: texts.remove,
      ariaLabel: `${texts.remove}: ${product.title}`,
    });
    button.addEventListener('click', () => {
      setQuantity(shop, line.variant, 0);
      button.closest('li').remove();
      showSum();
      // The button is gone; keep the place of those who use a keyboard.
      (list.querySelector('button') ?? document.querySelector('main')).focus();
    });
    return button;
  }

  function showSum() {
    const lines = readCart(shop);
    const sum = lines.reduce(
      (total, line) => total + findVariant(products, line).variant.price * line.quantity,
      0,
    );
    status.textContent = lines.length === 0 ? texts.cartEmpty : '';
    root.querySelector('[data-cart-sum]').hidden = lines.length === 0;
    root.querySelector('[data-subtotal]').textContent = formatPrice(sum);
  }
}

async function fetchProducts(address, lines) {
  if (lines.length === 0) return [];
  const search = new URLSearchParams();
  for (const handle of new Set(lines.map((line) => line.handle))) search.append('handle', handle);
  const response = await fetch(`${address}?${search}`, {
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  });
  if (!response.ok) throw new Error(`the shop answered ${response.status}`);
  return (await response.json()).products;
}

function findVariant(products, line) {
  const product = products.find(({ handle }) => handle === line.handle);
  const variant = product?.variants.find(({ id }) => id === line.variant);
  return variant && { product, variant };
}

/** As `shared/format-price.ts` does it on the server. */
function priceFormat(locale, currency) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  return (minorUnits) => format.format(minorUnits / 10 ** digits);
}

function element(name, properties, children = []) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}
