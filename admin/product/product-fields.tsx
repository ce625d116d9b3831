import { useCallback, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { ProductValues } from '../../shared/admin-products.ts';
import { productApi } from '../api/product-api.ts';
import { Field } from '../parts/field.tsx';
import { TokenInput } from '../parts/token-input.tsx';
import { words } from '../words/words.ts';
import { AttributesEditor } from './attributes-editor.tsx';
import type { ChangeDraft, ProductDraft } from './draft/product-draft.ts';
import type { FieldMistake } from './draft/read-draft.ts';
import { MediaEditor } from './media/media-editor.tsx';
import { Preview } from './preview/preview.tsx';
import { productWords } from './product-words.ts';
import { OptionsEditor } from './variants/options-editor.tsx';
import { VariantsEditor } from './variants/variants-editor.tsx';

interface ProductFieldsProps {
  store: AdminStore;
  draft: ProductDraft;
  mistakes: Set<FieldMistake>;
  /** False on a new form until somebody tried to save: an empty price is then no mistake yet. */
  isTried: boolean;
  onChange: ChangeDraft;
}

/** Every field of a product, and beside them what shoppers and the assistant make of it. */
export function ProductFields({ store, draft, mistakes, isTried, onChange }: ProductFieldsProps) {
  const suggestions = useSuggestions(store);
  // Parts that are not edited are not drawn: they must get the same function each time.
  const latest = useRef(onChange);
  latest.current = onChange;
  const change = useCallback<ChangeDraft>((part) => latest.current(part), []);
  const text = words();
  const own = productWords();
  const optionsMistake = mistakes.has('options-empty')
    ? own.optionsEmpty
    : mistakes.has('options-twice')
      ? own.optionsTwice
      : undefined;
  return (
    <div class="columns product-columns">
      <div class="column-main">
        <section class="panel panel-padded">
          <Field label={text.title} error={mistakes.has('title') ? text.emptyTitle : ''}>
            <input
              class="input"
              value={draft.title}
              maxLength={500}
              autocomplete="off"
              onInput={(event) => change({ title: event.currentTarget.value })}
            />
          </Field>
          <Field label={text.description}>
            <textarea
              class="input product-description"
              rows={6}
              maxLength={50_000}
              value={draft.description}
              onInput={(event) => change({ description: event.currentTarget.value })}
            />
          </Field>
        </section>
        <MediaEditor store={store} media={draft.media} onChange={change} />
        <OptionsEditor
          options={draft.options}
          variants={draft.variants}
          mistake={optionsMistake}
          suggestions={suggestions.values?.options}
          onChange={change}
        />
        <VariantsEditor
          store={store}
          options={draft.options}
          variants={draft.variants}
          media={draft.media}
          isTried={isTried}
          onChange={change}
        />
        <AttributesEditor
          attributes={draft.attributes}
          mistake={
            mistakes.has('attributes-empty')
              ? own.attributesEmpty
              : mistakes.has('attributes-twice')
                ? own.attributesTwice
                : undefined
          }
          suggestions={suggestions.values?.attributes}
          onWanted={suggestions.load}
          onChange={change}
        />
      </div>
      <div class="column-side">
        <Preview store={store} draft={draft} />
        <section class="panel panel-padded">
          <h2>{own.organisation}</h2>
          <TokenInput
            label={text.categories}
            hint={own.categoriesHint}
            values={draft.categories}
            suggestions={suggestions.values?.categories}
            maxLength={500}
            removeLabel={own.remove}
            onWanted={suggestions.load}
            onChange={(categories) => change({ categories })}
          />
          <TokenInput
            label={own.tags}
            hint={own.tagsHint}
            values={draft.tags}
            suggestions={suggestions.values?.tags}
            maxLength={200}
            removeLabel={own.remove}
            onWanted={suggestions.load}
            onChange={(tags) => change({ tags })}
          />
          <Field label={text.brand}>
            <input
              class="input"
              value={draft.brand}
              maxLength={200}
              autocomplete="off"
              list="known-brands"
              onFocus={suggestions.load}
              onInput={(event) => change({ brand: event.currentTarget.value })}
            />
          </Field>
          <datalist id="known-brands">
            {suggestions.values?.brands.map((brand) => (
              <option key={brand} value={brand} />
            ))}
          </datalist>
          <Field
            label={own.url}
            hint={own.urlHint}
            error={mistakes.has('url') ? own.wrongUrl : undefined}
          >
            <input
              class="input"
              inputMode="url"
              value={draft.url}
              maxLength={2_000}
              autocomplete="off"
              onInput={(event) => change({ url: event.currentTarget.value })}
            />
          </Field>
          <Field
            label={text.handle}
            hint={own.handleHint}
            error={mistakes.has('handle') ? own.wrongHandle : undefined}
          >
            <input
              class="input"
              value={draft.handle}
              maxLength={300}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => change({ handle: event.currentTarget.value })}
            />
          </Field>
        </section>
      </div>
    </div>
  );
}

/** What other products have, asked for when a field first wants it. Without an answer fields suggest nothing. */
function useSuggestions(store: AdminStore) {
  const [values, setValues] = useState<ProductValues | undefined>(undefined);
  const isAsked = useRef(false);
  const load = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    productApi.values(store.key).then(setValues, () => {
      isAsked.current = false;
    });
  }, [store.key]);
  return { values, load };
}
