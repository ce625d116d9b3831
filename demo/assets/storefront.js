import { watchBuyForm } from './buy-form.js';
import { showCartCount } from './cart-store.js';
import { showCart } from './cart-view.js';

const shop = document.body.dataset.shop;
showCartCount(shop);
// Another tab changed the cart.
window.addEventListener('storage', () => showCartCount(shop));

const buyForm = document.querySelector('[data-buy]');
if (buyForm) watchBuyForm(buyForm, shop);

const cart = document.querySelector('[data-cart]');
if (cart) showCart(cart, shop);
