import { useCallback, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminMedia } from '../../../shared/admin-products.ts';
import { moneyOf } from '../../format/money.ts';
import { Icon } from '../../parts/icon.tsx';
import { memo } from '../../parts/memo.ts';
import { moved } from '../../parts/reorder.tsx';
import { words } from '../../words/words.ts';
import { missingCombinations, withCombinations } from '../draft/combinations.ts';
import {
  type ChangeDraft,
  emptyVariant,
  type OptionDraft,
  type VariantDraft,
} from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';
import { BulkSet } from './bulk-set.tsx';
import { SingleVariant } from './single-variant.tsx';
import { VariantMatrix } from './variant-matrix.tsx';
import './variants.css';

interface VariantsEditorProps {
  store: AdminStore;
  options: OptionDraft[];
  variants: VariantDraft[];
  /** The product's pictures, of which a variant may have its own. */
  media: AdminMedia[];
  isTried: boolean;
  onChange: ChangeDraft;
}

/** What is sold: a few fields for a product without options, else a matrix of all its variants. */
export const VariantsEditor = memo((props: VariantsEditorProps) => {
  const { store, options, variants, media, isTried, onChange } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set());
  const latest = useRef(variants);
  latest.current = variants;
  const put = (next: VariantDraft[]) => {
    latest.current = next;
    onChange({ variants: next });
  };
  const set = useCallback((keys: readonly string[], part: Partial<VariantDraft>) => {
    const wanted = new Set(keys);
    put(latest.current.map((one) => (wanted.has(one.key) ? { ...one, ...part } : one)));
  }, []);
  const move = useCallback((key: string, step: -1 | 1) => {
    const from = latest.current.findIndex((one) => one.key === key);
    const to = from + step;
    if (from < 0 || to < 0 || to >= latest.current.length) return;
    put(moved(latest.current, from, to));
  }, []);
  const remove = useCallback((key: string) => {
    put(latest.current.filter((one) => one.key !== key));
  }, []);
  const select = useCallback((keys: readonly string[], isOn: boolean) => {
    setSelected((last) => {
      const next = new Set(last);
      for (const key of keys) isOn ? next.add(key) : next.delete(key);
      return next;
    });
  }, []);
  const text = productWords();
  const money = moneyOf(store);
  const missing = missingCombinations({ options, variants });
  const [first] = variants;
  const isMatrix = options.length > 0 || variants.length > 1;
  const chosen = variants.filter(({ key }) => selected.has(key)).map(({ key }) => key);
  return (
    <section class="panel variants-panel">
      <div class="section-head panel-padded">
        <h2>{isMatrix ? text.variantCount(variants.length) : words().price}</h2>
        {missing.length > 0 && (
          <button
            type="button"
            class="button button-small"
            onClick={() => put(withCombinations({ options, variants }, missing))}
          >
            <Icon name="plus" /> {text.addMissing(missing.length)}
          </button>
        )}
        {isMatrix && options.length === 0 && (
          <button
            type="button"
            class="button button-small"
            onClick={() => put([...variants, emptyVariant({ price: first?.price ?? '' })])}
          >
            <Icon name="plus" /> {text.addVariant}
          </button>
        )}
      </div>
      {!isMatrix && first ? (
        <SingleVariant
          variant={first}
          money={money}
          isTried={isTried}
          onChange={(part) => set([first.key], part)}
        />
      ) : (
        <>
          <BulkSet
            count={chosen.length || variants.length}
            onSet={(part) => set(chosen.length > 0 ? chosen : variants.map(({ key }) => key), part)}
          />
          <VariantMatrix
            store={store}
            options={options}
            variants={variants}
            media={media}
            selected={selected}
            isTried={isTried}
            onSet={set}
            onMove={move}
            onRemove={remove}
            onSelect={select}
          />
        </>
      )}
    </section>
  );
});
