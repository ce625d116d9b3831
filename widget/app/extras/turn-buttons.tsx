import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CardProduct } from '../../../shared/card.ts';
import { usePanel } from '../panel-context.ts';
import { MessageIcon } from './message-icon.tsx';

interface TurnButtonsProps {
  /** What they turn. */
  row: RefObject<HTMLElement | null>;
  products: CardProduct[];
}

/** At the ends of a row of cards. */
export function TurnButtons({ row, products }: TurnButtonsProps) {
  const isRtl = usePanel().language === 'ar';
  const [ends, setEnds] = useState({ start: true, end: true });
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      // Below zero where the row runs from right to left.
      const passed = Math.abs(scrollLeft);
      setEnds({ start: passed < 4, end: passed + clientWidth > scrollWidth - 4 });
    };
    look();
    element.addEventListener('scroll', look);
    return () => element.removeEventListener('scroll', look);
  }, [products]);
  /** -1 is to the left, 1 to the right. */
  const onTurn = (towards: -1 | 1) =>
    row.current?.scrollBy({ left: towards * 0.8 * row.current.clientWidth });
  const atLeft = isRtl ? ends.end : ends.start;
  const atRight = isRtl ? ends.start : ends.end;
  return (
    <>
      {!atLeft && <TurnButton side="left" onClick={() => onTurn(-1)} />}
      {!atRight && <TurnButton side="right" onClick={() => onTurn(1)} />}
    </>
  );
}

/** For the mouse only, and without taking the focus: it goes away at the end of the row. */
function TurnButton({ side, onClick }: { side: 'left' | 'right'; onClick(): void }) {
  return (
    <button
      type="button"
      class={`turn turn-${side}`}
      tabIndex={-1}
      aria-hidden="true"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <MessageIcon name={side} />
    </button>
  );
}
