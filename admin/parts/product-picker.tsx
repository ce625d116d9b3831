import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminProductRow } from '../../shared/admin-products.ts';
import { productApi } from '../api/product-api.ts';
import { moneyOf } from '../format/money.ts';
import { endIfSignedOut } from '../session/session.ts';
import { ProductPicture } from './product-picture.tsx';

const TYPING_PAUSE_MS = 250;
const SHOWN = 8;
const LONGEST_TEXT = 300;

interface ProductPickerProps {
  store: AdminStore;
  label: string;
  /** Said when nothing is found, and how many are. */
  noneFound: string;
  found(count: number): string;
  onPick(product: AdminProductRow): void;
}

/** Finds products while one types, and hands out the one that is chosen: the combobox pattern of the ARIA guide. */
export function ProductPicker({ store, label, noneFound, found, onPick }: ProductPickerProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const products = useFound(store, typed);
  const id = useId();
  const money = moneyOf(store);
  const shown = isOpen && typed.trim() !== '' ? products : undefined;
  const pick = (product: AdminProductRow | undefined) => {
    if (!product) return;
    onPick(product);
    setTyped('');
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = shown?.length ?? 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      setActive((active + step + count) % count);
    } else if (event.key === 'Enter' && !event.isComposing) {
      // Never submits the form around it.
      event.preventDefault();
      pick(shown?.[active]);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="text"
        role="combobox"
        aria-expanded={shown !== undefined && shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown?.[active] && `${id}-${active}`}
        autocomplete="off"
        maxLength={LONGEST_TEXT}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        class="picker-list"
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!shown?.length}
      >
        {shown?.map((product, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus.
          <div
            key={product.id}
            id={`${id}-${index}`}
            class="picker-option"
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(product)}
          >
            <span class="picker-picture">
              <ProductPicture url={product.media[0]?.url} alt="" />
            </span>
            <span class="picker-title">{product.title}</span>
            <span class="amount quiet">{money.show(product.price_range.min)}</span>
          </div>
        ))}
      </div>
      <p class={shown?.length === 0 ? 'field-hint' : 'visually-hidden'} role="status">
        {shown && (shown.length === 0 ? noneFound : found(shown.length))}
      </p>
    </div>
  );
}

/** Asks when the typing pauses; undefined until something was asked for and found out. */
function useFound(store: AdminStore, typed: string): AdminProductRow[] | undefined {
  const [products, setProducts] = useState<AdminProductRow[] | undefined>(undefined);
  const asked = useRef('');
  useEffect(() => {
    const text = typed.trim();
    if (text === asked.current) return;
    asked.current = text;
    setProducts(undefined);
    if (text === '') return;
    const abort = new AbortController();
    const ask = async () => {
      const query = new URLSearchParams({ q: text, limit: String(SHOWN) });
      try {
        const page = await productApi.list(store.key, query, abort.signal);
        setProducts(page.products.slice(0, SHOWN));
      } catch (problem) {
        // Without an answer there is nothing to choose from; typing on asks again.
        if (!abort.signal.aborted) endIfSignedOut(problem);
      }
    };
    const timer = setTimeout(() => void ask(), TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, store.key]);
  return products;
}
