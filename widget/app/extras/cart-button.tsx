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

/** A button that turns for longer is given back; what comes of it later is shown all the same. */
const PATIENCE_MS = 30_000;

type Step =
  | { kind: 'offered' | 'busy' }
  | { kind: 'failed'; reason: string }
  | ({ kind: 'added' } & AddedToCart);

type Failed = (error?: unknown) => Step;

/** Nothing where neither the page nor a cart that we know would take it: the card leads to the product then. */
export function CartButton({ product }: { product: CardProduct }) {
  const { labels, events, cart: cartName = '' } = usePanel();
  const [step, setStep] = useState<Step>({ kind: 'offered' });
  const [listener] = events.listeners('cart:add');
  const loadCart = Object.hasOwn(CARTS, cartName) ? CARTS[cartName] : undefined;
  if (!product.availability.available || !(listener || (loadCart && product.variant_id)))
    return null;

  const take = async (meanwhile: Step, doing: () => Promise<Step>, failed: Failed) => {
    setStep(meanwhile);
    const tooLong = setTimeout(() => setStep(failed()), PATIENCE_MS);
    try {
      setStep(await doing());
      events.emit('cart:change', product);
    } catch (error) {
      console.warn('Aisle:', error);
      setStep(failed(error));
    }
    clearTimeout(tooLong);
  };
  const add = () =>
    take(
      { kind: 'busy' },
      async () =>
        readAnswer(
          listener
            ? await listener({ product, variantId: product.variant_id, quantity: 1 })
            : await (await loadCart?.())?.cart.add(product),
        ),
      (error) => ({ kind: 'failed', reason: reasonOf(error) ?? labels.notAddedToCart }),
    );
  const undo = () =>
    take(
      step.kind === 'added' ? { ...step, undo: undefined } : step,
      async () => {
        if (step.kind === 'added') await step.undo?.();
        return { kind: 'offered' };
      },
      // It is still in the cart.
      () => step,
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

/** The page's own code may return anything, its cart's answer for one. Throws when it says that nothing was added. */
function readAnswer(answer: unknown): Step {
  if (answer === false) throw new Error('not added');
  const { message, undo } = Object(answer);
  return {
    kind: 'added',
    ...(typeof message === 'string' && { message }),
    ...(typeof undo === 'function' && { undo: () => undo.call(answer) }),
  };
}

/** Only what the shop itself said is for the shopper. */
function reasonOf(error: unknown): string | undefined {
  const isRefusal = error instanceof Error && error.name === 'ShopRefusal';
  return isRefusal && error.message !== '' ? error.message : undefined;
}
