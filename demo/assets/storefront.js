import { watchBuyForm } from './buy-form.js';
import { onCartChange, showCartCount } from './cart-store.js';
import { showCart } from './cart-view.js';
import { tellAssistant } from './tell-assistant.js';

const shop = document.body.dataset.shop;
const cartChanged = () => {
  showCartCount(shop);
  tellAssistant(shop);
};
cartChanged();
onCartChange(shop, cartChanged);

const buyForm = document.querySelector('[data-buy]');
if (buyForm) watchBuyForm(buyForm, shop);

const cart = document.querySelector('[data-cart]');
if (cart) showCart(cart, shop);
