import { useId, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { memo } from '../parts/memo.ts';
import { MoveButtons, moved, useDragOrder } from '../parts/reorder.tsx';
import { announce } from '../parts/toast.tsx';
import { type AttributeDraft, type ChangeDraft, newKey } from './draft/product-draft.ts';
import { productWords } from './product-words.ts';

interface AttributesEditorProps {
  attributes: AttributeDraft[];
  mistake: string | undefined;
  suggestions: string[] | undefined;
  onWanted(): void;
  onChange: ChangeDraft;
}

/** Names and values in the order in which they are shown. */
export const AttributesEditor = memo((props: AttributesEditorProps) => {
  const { attributes, mistake, suggestions = [], onChange } = props;
  const text = productWords();
  const listId = useId();
  /** The key of the fact that was just added: typing goes on in its name. */
  const added = useRef<string | undefined>(undefined);
  const set = (key: string, part: Partial<AttributeDraft>) =>
    onChange({
      attributes: attributes.map((one) => (one.key === key ? { ...one, ...part } : one)),
    });
  const move = (from: number, to: number) => {
    onChange({ attributes: moved(attributes, from, to) });
    announce(text.moved(attributes[from]?.name || text.unnamed, to + 1));
  };
  const add = () => {
    const key = newKey();
    added.current = key;
    onChange({ attributes: [...attributes, { key, name: '', value: '' }] });
  };
  const drag = useDragOrder(move);
  return (
    <section class="panel panel-padded">
      <div>
        <h2>{text.attributes}</h2>
        <p class="field-hint">{text.attributesHint}</p>
      </div>
      {attributes.length > 0 && (
        <ul class="attribute-list">
          {attributes.map(({ key, name, value }, index) => (
            <li key={key} class="attribute" {...drag(index)}>
              <input
                ref={(input) => {
                  if (input === null || added.current !== key) return;
                  added.current = undefined;
                  input.focus();
                }}
                class="input"
                aria-label={`${text.attributeName} ${index + 1}`}
                placeholder={text.attributeName}
                value={name}
                maxLength={200}
                autocomplete="off"
                list={listId}
                onFocus={props.onWanted}
                onInput={(event) => set(key, { name: event.currentTarget.value })}
              />
              <input
                class="input"
                aria-label={name ? name : `${text.attributeValue} ${index + 1}`}
                placeholder={text.attributeValue}
                value={value}
                maxLength={2_000}
                autocomplete="off"
                onInput={(event) => set(key, { value: event.currentTarget.value })}
              />
              <span class="row-buttons">
                <MoveButtons
                  index={index}
                  count={attributes.length}
                  labels={{
                    earlier: text.moveUp(name || text.unnamed),
                    later: text.moveDown(name || text.unnamed),
                  }}
                  onMove={move}
                />
                <button
                  type="button"
                  class="icon-button"
                  aria-label={text.remove(name || text.unnamed)}
                  onClick={() =>
                    onChange({ attributes: attributes.filter((one) => one.key !== key) })
                  }
                >
                  <Icon name="close" />
                </button>
              </span>
            </li>
          ))}
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
      <button type="button" class="button button-small add-button" onClick={add}>
        <Icon name="plus" /> {text.addAttribute}
      </button>
    </section>
  );
});
