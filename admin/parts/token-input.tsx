import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface TokenInputProps {
  label: string;
  hint?: string;
  values: string[];
  /** What is in use elsewhere; the browser offers what fits the typed text. */
  suggestions?: string[];
  maxLength: number;
  /** Names the button that takes one away: "Remove waterproof". */
  removeLabel(value: string): string;
  onChange(values: string[]): void;
  /** Called when the field is first entered: the time to load the suggestions. */
  onWanted?(): void;
}

/** Short texts in a row, each with a button that removes it. Enter or a comma adds what was typed. */
export function TokenInput(props: TokenInputProps) {
  const { label, hint, values, suggestions = [], onChange } = props;
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const add = (text: string) => {
    setTyped('');
    const added = text
      .split(/[,\n]/)
      .map((value) => value.trim())
      .filter(
        (value, index, all) => value && !values.includes(value) && all.indexOf(value) === index,
      );
    if (added.length > 0) onChange([...values, ...added]);
  };
  const remove = (value: string) => {
    onChange(values.filter((other) => other !== value));
    input.current?.focus();
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input tokens">
        <ul class="token-list" aria-label={label}>
          {values.map((value) => (
            <li key={value} class="token">
              <span>{value}</span>
              <button
                type="button"
                class="token-remove"
                aria-label={props.removeLabel(value)}
                onClick={() => remove(value)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        <input
          ref={input}
          id={id}
          class="token-text"
          value={typed}
          maxLength={props.maxLength}
          autocomplete="off"
          enterkeyhint="done"
          list={`${id}-known`}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={props.onWanted}
          onInput={(event) => {
            const text = event.currentTarget.value;
            const isChosen = !(event instanceof InputEvent) && suggestions.includes(text);
            if (text.includes(',') || isChosen) add(text);
            else setTyped(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault();
              add(typed);
            }
            if (event.key === 'Backspace' && typed === '' && values.length > 0) {
              onChange(values.slice(0, -1));
            }
          }}
          onBlur={() => add(typed)}
        />
        <datalist id={`${id}-known`}>
          {suggestions
            .filter((known) => !values.includes(known))
            .map((known) => (
              <option key={known} value={known} />
            ))}
        </datalist>
      </div>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
