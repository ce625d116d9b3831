import { MessageIcon } from './message-icon.tsx';

interface TurnButtonsProps {
  /** Which ends of the row are in sight. */
  ends: { start: boolean; end: boolean };
  isRtl: boolean;
  /** `towards`: -1 is left, 1 is right. */
  onTurn(towards: -1 | 1): void;
}

/** At the ends of a row of cards. */
export function TurnButtons({ ends, isRtl, onTurn }: TurnButtonsProps) {
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
