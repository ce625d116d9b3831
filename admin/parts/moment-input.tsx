/** Clocks of the server have years of four digits. */
const LAST = '9999-12-31T23:59';

interface MomentInputProps {
  /** `YYYY-MM-DDTHH:MM` by no clock in particular, or empty. */
  value: string;
  onChange(value: string): void;
}

/** A day and a time of it. The rest is what a Field ties to it. */
export function MomentInput({ value, onChange, ...tied }: MomentInputProps) {
  return (
    <input
      {...tied}
      class="input"
      type="datetime-local"
      max={LAST}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}
