import { useEffect, useState } from 'preact/hooks';
import type { ChatSession } from '../state/chat-session.ts';
import type { ChatState } from '../state/chat-state.ts';

/** The session's state, at most once a frame however fast an answer comes in. */
export function useChatState(session: ChatSession): ChatState {
  const [state, setState] = useState(session.state);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      setState(session.state);
    };
    const unsubscribe = session.subscribe(() => {
      frame ||= requestAnimationFrame(draw);
    });
    draw();
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [session]);
  return state;
}
