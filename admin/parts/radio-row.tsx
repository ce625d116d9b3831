import { useId } from 'preact/hooks';

interface RadioRowProps<T extends string> {
  /** Names the question; heard, and seen where `showLabel` is set. */
  label: string;
  value: T;
  options: [value: T, name: string][];
  showLabel?: boolean;
  onChange(value: T): void;
}

/** One of a few choices, all of them in sight. */
export function RadioRow<T extends string>(props: RadioRowProps<T>) {
  const { label, value, options, showLabel = false, onChange } = props;
  const name = useId();
  return (
    <fieldset class="radio-row">
      <legend class={showLabel ? 'radio-row-label' : 'visually-hidden'}>{label}</legend>
      {options.map(([choice, text]) => (
        <label key={choice} class="radio">
          <input
            type="radio"
            name={name}
            checked={choice === value}
            onChange={() => onChange(choice)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
