import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../state/chat-state.ts';
import { Drawing } from '../icons.tsx';
import { usePanel } from '../panel-context.ts';
import { saveTranscript } from './transcript.ts';

/** What is needed seldom: saving the conversation, sound. */
export function Menu({ state, name }: { state: ChatState; name: string }) {
  const { labels, locale, saved } = usePanel();
  const [isOpen, setOpen] = useState(false);
  const [hasSound, setSound] = useState(saved.read().sound === true);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus();
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    // The panel stays: only what was opened last is closed.
    event.stopPropagation();
    close();
  };
  const save = () => {
    close();
    saveTranscript(state.messages, { labels, locale, name, opening: saved.read().said });
  };
  const toggleSound = () => {
    setSound(!hasSound);
    saved.update({ sound: !hasSound || undefined });
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what bubbles up from its buttons.
    <div
      class="menu-frame"
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget && !menu.current?.contains(relatedTarget as Node)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={labels.menu}
        title={labels.menu}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Drawing path="M5 12h.01M12 12h.01M19 12h.01" />
      </button>
      {isOpen && (
        <div class="menu" ref={menu}>
          {state.messages.length > 0 && (
            <button type="button" class="menu-item" onClick={save}>
              {labels.transcript}
            </button>
          )}
          <button type="button" class="menu-item" onClick={toggleSound}>
            {hasSound ? labels.soundOff : labels.soundOn}
          </button>
        </div>
      )}
    </div>
  );
}
