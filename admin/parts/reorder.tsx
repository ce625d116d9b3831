import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** The list with the element at `from` put to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = list.toSpliced(from, 1);
  const [element] = list.slice(from, from + 1);
  return element === undefined ? next : next.toSpliced(to, 0, element);
}

/** Attributes for elements that can be dragged within their list; a phone and a keyboard use `MoveButtons`. */
export function useDragOrder(onMove: (from: number, to: number) => void) {
  const from = useRef<number | undefined>(undefined);
  const [over, setOver] = useState<number | undefined>(undefined);
  const end = () => {
    from.current = undefined;
    setOver(undefined);
  };
  return (index: number) => ({
    draggable: true,
    'data-over': over === index ? '' : undefined,
    onDragStart: (event: DragEvent) => {
      // What is typed into a field of the element is selected by dragging, not moved.
      if (event.target !== event.currentTarget) return;
      from.current = index;
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver: (event: DragEvent) => {
      if (from.current === undefined) return;
      event.preventDefault();
      setOver(index);
    },
    onDrop: (event: DragEvent) => {
      if (from.current === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (from.current !== index) onMove(from.current, index);
      end();
    },
    onDragEnd: end,
  });
}

interface MoveButtonsProps {
  index: number;
  count: number;
  /** "Move Colour up" and the like. */
  labels: { earlier: string; later: string };
  /** Side by side, as pictures are, rather than below each other. */
  isRow?: boolean;
  onMove(from: number, to: number): void;
}

export function MoveButtons({ index, count, labels, isRow = false, onMove }: MoveButtonsProps) {
  return (
    <span class="move-buttons">
      <button
        type="button"
        class="icon-button"
        aria-label={labels.earlier}
        disabled={index === 0}
        onClick={() => onMove(index, index - 1)}
      >
        <Icon name={isRow ? 'arrow-left' : 'arrow-up'} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={labels.later}
        disabled={index === count - 1}
        onClick={() => onMove(index, index + 1)}
      >
        <Icon name={isRow ? 'arrow-right' : 'arrow-down'} />
      </button>
    </span>
  );
}
