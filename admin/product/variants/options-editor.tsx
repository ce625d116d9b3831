import { useId, useRef } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';
import { memo } from '../../parts/memo.ts';
import { MoveButtons, moved, useDragOrder } from '../../parts/reorder.tsx';
import { announce } from '../../parts/toast.tsx';
import { variantsFor } from '../draft/combinations.ts';
import {
  type ChangeDraft,
  newKey,
  type OptionDraft,
  type VariantDraft,
} from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';
import { OptionValues } from './option-values.tsx';

const MOST_OPTIONS = 20;

interface OptionsEditorProps {
  options: OptionDraft[];
  variants: VariantDraft[];
  mistake: string | undefined;
  suggestions: string[] | undefined;
  onChange: ChangeDraft;
}

/** What a shopper chooses between. The variants follow: names travel along, a value that goes takes its variants with it. */
export const OptionsEditor = memo((props: OptionsEditorProps) => {
  const { options, variants, mistake, suggestions = [], onChange } = props;
  const text = productWords();
  const listId = useId();
  /** The key of the option that was just added: typing goes on in its name. */
  const added = useRef<string | undefined>(undefined);
  const put = (next: OptionDraft[]) =>
    onChange({ options: next, variants: variantsFor(next, variants) });
  const set = (key: string, part: Partial<OptionDraft>) =>
    put(options.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const move = (from: number, to: number) => {
    put(moved(options, from, to));
    announce(text.moved(options[from]?.name || text.unnamed, to + 1));
  };
  const add = () => {
    const key = newKey();
    added.current = key;
    put([...options, { key, name: '', values: [] }]);
  };
  const drag = useDragOrder(move);
  return (
    <section class="panel panel-padded">
      <div>
        <h2>{text.options}</h2>
        <p class="field-hint">{text.optionsHint}</p>
      </div>
      {options.length > 0 && (
        <ul class="option-list">
          {options.map((option, index) => {
            const name = option.name || text.unnamed;
            return (
              <li key={option.key} class="option" {...drag(index)}>
                <input
                  ref={(input) => {
                    if (input === null || added.current !== option.key) return;
                    added.current = undefined;
                    input.focus();
                  }}
                  class="input option-name"
                  aria-label={`${text.optionName} ${index + 1}`}
                  placeholder={text.optionName}
                  value={option.name}
                  maxLength={200}
                  autocomplete="off"
                  list={listId}
                  onInput={(event) => set(option.key, { name: event.currentTarget.value })}
                />
                <OptionValues option={option} onChange={(values) => set(option.key, { values })} />
                <span class="row-buttons">
                  <MoveButtons
                    index={index}
                    count={options.length}
                    labels={{ earlier: text.moveUp(name), later: text.moveDown(name) }}
                    onMove={move}
                  />
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={text.remove(name)}
                    onClick={() => put(options.filter(({ key }) => key !== option.key))}
                  >
                    <Icon name="close" />
                  </button>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <datalist id={listId}>
        {suggestions.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      {mistake !== undefined && (
        <p class="field-error" role="alert">
          {mistake}
        </p>
      )}
      {options.length < MOST_OPTIONS && (
        <button type="button" class="button button-small add-button" onClick={add}>
          <Icon name="plus" /> {text.addOption}
        </button>
      )}
    </section>
  );
});
