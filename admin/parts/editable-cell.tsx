import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';

export interface EditableCellProps {
  /** Names the field and what it belongs to: "Price of Trail tent". */
  label: string;
  /** What it shows while it is not edited. */
  children: ComponentChildren;
  /** What stands in the input when editing starts. */
  text: string;
  inputMode?: 'text' | 'decimal' | 'numeric';
  /** Undefined when the text is fine, else what is wrong with it. */
  check(text: string): string | undefined;
  /** Called with a checked text that differs. Must not reject. */
  save(text: string): Promise<void>;
}

/** Text that turns into an input: Enter or leaving it saves, Escape brings the old text back. */
export function EditableCell(props: EditableCellProps) {
  const { label, text } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const errorId = useId();
  /** A focused input that is taken away still says `blur`: by then the matter is settled. */
  const isOpen = useRef(false);

  const start = () => {
    isOpen.current = true;
    setDraft(text);
  };
  const stop = ({ focus }: { focus: boolean }) => {
    isOpen.current = false;
    setDraft(undefined);
    setError(undefined);
    if (focus) requestAnimationFrame(() => button.current?.focus());
  };
  const commit = async ({ focus }: { focus: boolean }) => {
    if (draft === undefined || !isOpen.current) return;
    if (draft.trim() === text.trim()) return stop({ focus });
    const wrong = props.check(draft);
    setError(wrong);
    if (wrong !== undefined) return;
    stop({ focus });
    setSaving(true);
    await props.save(draft);
    setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void commit({ focus: true });
    if (event.key === 'Escape') stop({ focus: true });
  };

  if (draft === undefined) {
    return (
      <button
        ref={button}
        type="button"
        class="cell"
        aria-busy={isSaving}
        disabled={isSaving}
        onClick={start}
      >
        <span class="visually-hidden">{label}: </span>
        {props.children}
      </button>
    );
  }
  return (
    <span class="cell-editor">
      <input
        ref={(input) => {
          if (input && document.activeElement !== input) {
            input.focus();
            input.select();
          }
        }}
        class="input"
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : errorId}
        inputMode={props.inputMode ?? 'text'}
        autocomplete="off"
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void commit({ focus: false })}
      />
      {error !== undefined && (
        <span class="field-error" id={errorId} role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
