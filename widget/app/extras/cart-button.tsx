import { useState } from 'preact/hooks';
import type { CardProduct } from '../../../shared/card.ts';
import type { AddedToCart } from '../../index.d.ts';
import type { Cart } from '../carts/cart.ts';
import { usePanel } from '../panel-context.ts';

/** The carts that need nothing of the page but `data-cart="NAME"`. */
const CARTS: Record<string, (() => Promise<{ cart: Cart }>) | undefined> = {
  shopify: () => import('../carts/shopify-cart.ts'),
  woocommerce: () => import('../carts/woocommerce-cart.ts'),
};

type Step =
  | { kind: 'offered' | 'busy' }
  | { kind: 'failed'; reason: string }
  | ({ kind: 'added' } & AddedToCart);

/** Nothing where neither the page nor a cart that we know would take it: the card leads to the product then. */
export function CartButton({ product }: { product: CardProduct }) {
  const { labels, events, cart: cartName = '' } = usePanel();
  const [step, setStep] = useState<Step>({ kind: 'offered' });
  const [listener] = events.listeners('cart:add');
  const loadCart = Object.hasOwn(CARTS, cartName) ? CARTS[cartName] : undefined;
  if (!product.availability.available || !(listener || (loadCart && product.variant_id)))
    return null;

  const take = async (doing: () => unknown, done: (answer: unknown) => Step) => {
    setStep({ kind: 'busy' });
    try {
      setStep(done(await doing()));
    } catch (error) {
      console.warn('Aisle:', error);
      setStep({ kind: 'failed', reason: reasonOf(error) ?? labels.notAddedToCart });
    }
  };
  const add = () =>
    take(
      async () => {
        if (listener) {
          return listener({ product, variantId: product.variant_id, quantity: 1 });
        }
        return (await loadCart?.())?.cart.add(product);
      },
      (answer) => ({ kind: 'added', ...(typeof answer === 'object' && answer) }),
    );
  const undo = () =>
    take(
      async () => step.kind === 'added' && step.undo?.(),
      () => ({ kind: 'offered' }),
    );

  if (step.kind === 'added') {
    return (
      <p class="in-cart" role="status">
        {step.message ?? labels.addedToCart}{' '}
        {step.undo && (
          <button type="button" class="text-button" onClick={undo}>
            {labels.undo}
          </button>
        )}
      </p>
    );
  }
  return (
    <>
      {step.kind === 'failed' && (
        <p class="not-in-cart" role="alert">
          {step.reason}
        </p>
      )}
      <button
        type="button"
        class="add-to-cart"
        aria-label={labels.say('addProductToCart', { title: product.title })}
        disabled={step.kind === 'busy'}
        onClick={add}
      >
        {step.kind === 'busy' ? labels.addingToCart : labels.addToCart}
      </button>
    </>
  );
}

/** Only what the shop itself said is for the shopper. */
function reasonOf(error: unknown): string | undefined {
  const isRefusal = error instanceof Error && error.name === 'ShopRefusal';
  return isRefusal && error.message !== '' ? error.message : undefined;
}
