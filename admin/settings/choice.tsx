import { Field } from '../parts/field.tsx';

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: Record<T, string>;
  onChange(value: T): void;
}

/** One of a few, in a list that opens. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const choices = Object.entries(options) as [T, string][];
  return (
    <Field label={label}>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = choices.find(([choice]) => choice === event.currentTarget.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
