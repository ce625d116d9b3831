import { useState } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';
import { moved, useDragOrder } from '../../parts/reorder.tsx';
import { newKey, type OptionDraft, type OptionValueDraft } from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';

const MOST_VALUES = 250;

interface OptionValuesProps {
  option: OptionDraft;
  onChange(values: OptionValueDraft[]): void;
}

/**
 * The values of one option, each a small field: renamed where they stand, put in order by dragging or with Alt and an
 * arrow key, added with Enter or a comma.
 */
export function OptionValues({ option, onChange }: OptionValuesProps) {
  const [typed, setTyped] = useState('');
  const { values } = option;
  const text = productWords();
  const name = option.name || text.unnamed;
  const drag = useDragOrder((from, to) => onChange(moved(values, from, to)));
  const add = () => {
    const labels = typed
      .split(',')
      .map((label) => label.trim())
      .filter((label, index, all) => {
        const isKnown = values.some((value) => value.label === label);
        return label !== '' && !isKnown && all.indexOf(label) === index;
      });
    setTyped('');
    const added = labels.map((label) => ({ key: newKey(), label }));
    if (added.length > 0) onChange([...values, ...added].slice(0, MOST_VALUES));
  };
  return (
    <ul class="input tokens" aria-label={`${name}: ${text.optionValues}`}>
      {values.map((value, index) => (
        <li key={value.key} class="token" {...drag(index)}>
          <input
            class="token-edit"
            aria-label={text.optionValue(name)}
            value={value.label}
            size={Math.max(2, Math.min(value.label.length + 1, 24))}
            maxLength={300}
            autocomplete="off"
            onInput={(event) => {
              const label = event.currentTarget.value;
              onChange(values.map((one) => (one.key === value.key ? { ...one, label } : one)));
            }}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
              const to = index + step;
              if (event.key === 'Enter') event.preventDefault();
              if (!event.altKey || step === 0 || to < 0 || to >= values.length) return;
              event.preventDefault();
              onChange(moved(values, index, to));
            }}
          />
          <button
            type="button"
            class="token-remove"
            aria-label={text.remove(value.label)}
            onClick={() => onChange(values.filter(({ key }) => key !== value.key))}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li class="token-new">
        <input
          class="token-text"
          aria-label={text.addValue(name)}
          placeholder={text.newValue}
          value={typed}
          maxLength={300}
          autocomplete="off"
          enterkeyhint="done"
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.isComposing || (event.key !== 'Enter' && event.key !== ',')) return;
            event.preventDefault();
            add();
          }}
          onBlur={add}
        />
      </li>
    </ul>
  );
}
