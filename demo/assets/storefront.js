import { watchBuyForm } from './buy-form.js';
import { showCartCount } from './cart-store.js';
import { showCart } from './cart-view.js';
import { tellAssistant } from './tell-assistant.js';

const shop = document.body.dataset.shop;
const cartChanged = () => {
  showCartCount(shop);
  tellAssistant(shop);
};
cartChanged();
// Here, and in another tab.
window.addEventListener('cart', cartChanged);
window.addEventListener('storage', cartChanged);

const buyForm = document.querySelector('[data-buy]');
if (buyForm) watchBuyForm(buyForm, shop);

const cart = document.querySelector('[data-cart]');
if (cart) showCart(cart, shop);
