import { addToCart } from './cart-store.js';

/** Makes the choices of a product page work: price, stock, picture and address follow the chosen variant. */
export function watchBuyForm(form, shop) {
  const variants = JSON.parse(form.dataset.variants);
  const find = (name) => form.querySelector(`[data-${name}]`);
  const quantity = form.elements.namedItem('quantity');
  const picture = document.querySelector('.product-picture .picture');

  form.addEventListener('change', (event) => {
    if (event.target.dataset.option) show(chosenVariant());
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const variant = chosenVariant();
    if (!variant?.available) return;
    addToCart(shop, {
      handle: form.dataset.handle,
      variant: variant.id,
      quantity: quantity.valueAsNumber,
    });
    find('added').textContent = find('added').dataset.text;
    find('view-cart').hidden = false;
  });

  function chosenVariant() {
    const chosen = [...form.querySelectorAll('[data-option]:checked')];
    return variants.find((variant) =>
      chosen.every((input) => variant.options[input.dataset.option] === input.value),
    );
  }

  function show(variant) {
    find('add').disabled = !variant?.available;
    find('stock').textContent = variant ? variant.stock : form.dataset.notMade;
    find('stock').dataset.available = String(Boolean(variant?.available));
    find('added').textContent = '';
    find('view-cart').hidden = true;
    if (!variant) return;
    find('price').textContent = variant.price;
    find('list-price').textContent = variant.listPrice;
    find('list-price').hidden = variant.listPrice === '';
    quantity.max = String(variant.most);
    if (picture && variant.picture) {
      picture.src = variant.picture;
      picture.alt = variant.alt;
    }
    history.replaceState(null, '', `?variant=${encodeURIComponent(variant.id)}`);
  }
}
