import { useRef } from 'preact/hooks';
import type { AvailabilityStatus } from '../../../shared/product.ts';
import { AvailabilitySelect } from '../availability-select.tsx';
import type { SheetCursor } from './sheet-cursor.ts';

interface AvailabilityEditorProps {
  label: string;
  value: AvailabilityStatus;
  isSoldOut: boolean;
  commit(value: AvailabilityStatus): void;
  finish: SheetCursor['finish'];
}

/** The choice in a cell, opened at once; choosing saves. */
export function AvailabilityEditor({
  label,
  value,
  isSoldOut,
  commit,
  finish,
}: AvailabilityEditorProps) {
  const isOver = useRef(false);
  const end = (then: Parameters<typeof finish>[0]) => {
    if (isOver.current) return;
    isOver.current = true;
    finish(then);
  };
  const begin = (select: HTMLSelectElement | null) => {
    if (!select || document.activeElement === select) return;
    select.focus();
    try {
      select.showPicker();
    } catch {
      // A browser that does not open it for us: the arrow keys or another click do.
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') end('down');
    else if (event.key === 'Tab') end(event.shiftKey ? 'before' : 'next');
    else if (event.key === 'Escape') end('stay');
    else return;
    event.preventDefault();
  };
  return (
    <span class="sheet-editor">
      <AvailabilitySelect
        label={label}
        value={value}
        isSoldOut={isSoldOut}
        onReady={begin}
        onKeyDown={onKeyDown}
        onBlur={() => end('leave')}
        onChange={(chosen) => {
          if (chosen !== value) commit(chosen);
          end('stay');
        }}
      />
    </span>
  );
}
