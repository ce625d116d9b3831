import { useEffect, useRef, useState } from 'preact/hooks';
import { type ChatState, isBusy } from '../../state/chat-state.ts';

/**
 * Tells a screen reader each answer once, when it is finished. The list itself keeps still (`aria-live="off"`): told of
 * every word that streams in, it would read the same sentence again and again.
 */
export function Announcer({ state }: { state: ChatState }) {
  const [text, setText] = useState('');
  const voice = useRef<HTMLParagraphElement>(null);
  const hadTurn = useRef(false);
  const isRunning = isBusy(state);
  useEffect(() => {
    if (isRunning) setText('');
    else if (hadTurn.current) setText(lastAnswer(voice.current));
    hadTurn.current = isRunning;
  }, [isRunning]);
  return (
    <p ref={voice} class="unseen" role="status">
      {text}
    </p>
  );
}

/** As it is on screen, without its signs. */
function lastAnswer(voice: Element | null): string {
  const answer = [...(voice?.parentElement?.querySelectorAll('.answer') ?? [])].at(-1);
  const texts = [...(answer?.querySelectorAll<HTMLElement>('.text > *') ?? [])];
  // Unlike `textContent`, it keeps the points of a list apart.
  return texts.map(({ innerText }) => innerText).join(' ');
}
