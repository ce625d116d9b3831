import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

const TYPING_PAUSE_MS = 250;

interface SearchFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange(value: string): void;
}

/** Asks when the typing pauses; what the address says later (the back button) replaces what stands there. */
export function SearchField({ label, hint, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  useEffect(() => {
    if (input.current && value !== sent.current.trim()) input.current.value = value;
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search class="search-field">
      <Icon name="search" />
      <input
        ref={input}
        class="input"
        type="search"
        aria-label={label}
        placeholder={hint}
        defaultValue={value}
        onInput={(event) => {
          const text = event.currentTarget.value;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            sent.current = text;
            onChange(text);
          }, TYPING_PAUSE_MS);
        }}
        maxLength={300}
        autocomplete="off"
      />
    </search>
  );
}
