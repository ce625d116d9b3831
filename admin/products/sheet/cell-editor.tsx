import { useId, useRef, useState } from 'preact/hooks';
import type { SheetCursor } from './sheet-cursor.ts';

interface CellEditorProps {
  label: string;
  text: string;
  /** Stands in place of `text` when the edit began by typing. */
  typed: string | undefined;
  inputMode: 'text' | 'decimal' | 'numeric';
  maxLength: number;
  /** Undefined when it was saved or nothing differs, else what is wrong. */
  commit(text: string): string | undefined;
  finish: SheetCursor['finish'];
}

/** The input in a cell. It keeps its own text: typing draws nothing but itself. */
export function CellEditor(props: CellEditorProps) {
  const { label, text, typed, commit, finish } = props;
  const [mistake, setMistake] = useState<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  /** An input that is taken away still says `blur`: by then the matter is settled. */
  const isOver = useRef(false);
  const id = useId();

  const begin = (element: HTMLInputElement | null) => {
    if (!element || element === input.current) return;
    input.current = element;
    element.value = typed ?? text;
    element.focus();
    if (typed === undefined) element.select();
  };
  const end = (then: Parameters<typeof finish>[0]) => {
    if (isOver.current || !input.current) return;
    const wrong =
      input.current.value.trim() === text.trim() ? undefined : commit(input.current.value);
    setMistake(wrong);
    if (wrong !== undefined) return;
    isOver.current = true;
    finish(then);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') end(event.shiftKey ? 'up' : 'down');
    else if (event.key === 'Tab') end(event.shiftKey ? 'before' : 'next');
    else if (event.key === 'Escape') {
      isOver.current = true;
      finish('stay');
    } else return;
    event.preventDefault();
  };
  return (
    <span class="sheet-editor">
      <input
        ref={begin}
        class="input"
        aria-label={label}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : id}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        autocomplete="off"
        enterkeyhint="done"
        onKeyDown={onKeyDown}
        onBlur={() => end('leave')}
      />
      {mistake !== undefined && (
        <span class="sheet-mistake" id={id} role="alert">
          {mistake}
        </span>
      )}
    </span>
  );
}
