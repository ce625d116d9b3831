import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ChatState, isBusy } from '../state/chat-state.ts';
import type { SavedSession } from '../state/saved-session.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel-context.ts';
import { textOf } from './text-of.ts';
import { useMessageExtras, usePhotoTools } from './use-extras.ts';

/** Who taps twice to send means to send: the stop button is where the send button was. */
const DOUBLE_TAP_MS = 500;
/** The server takes no more. What was pasted beyond it stays, for the shopper to choose what to leave out. */
const MOST_LETTERS = 8_000;

interface ComposerProps {
  state: ChatState;
  saved: SavedSession;
  addPhotos(files: Iterable<File>): void;
  /** Why the last photos were not taken. */
  photoProblem: string | undefined;
}

export function Composer({ state, saved, addPhotos, photoProblem }: ComposerProps) {
  const { labels, locale, session } = usePanel();
  const edited = state.messages.find(({ id }) => id === state.editing);
  const extras = useMessageExtras(edited !== undefined);
  const takesPhotos = state.store?.features.photos;
  const photos = usePhotoTools(takesPhotos);
  const [text, setText] = useState(() => (edited ? textOf(edited) : (saved.read().draft ?? '')));
  const field = useRef<HTMLTextAreaElement>(null);
  const tappedAt = useRef(-DOUBLE_TAP_MS);
  const isRunning = isBusy(state);
  const isUploading = state.photos.some(({ status }) => status === 'uploading');
  const isEmpty = text.trim() === '' && !state.photos.some(({ status }) => status === 'ready');
  const isReady = state.phase === 'idle' || (state.phase === 'lost' && !state.unsent);
  const isTooLong = text.length > MOST_LETTERS;
  const canSend = isReady && !isTooLong && !(isEmpty && !isUploading);
  // Asked for while a photo is still on its way: the message goes out as soon as that has arrived.
  const [isWaiting, setWaiting] = useState(false);

  const change = (value: string) => {
    setText(value);
    if (!edited) saved.update({ draft: value || undefined });
  };
  const send = () => {
    session.send(text.trim());
    setText('');
    field.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!canSend) return;
    if (event.type === 'submit') tappedAt.current = event.timeStamp;
    if (isUploading) setWaiting(true);
    else send();
  };
  const stop = ({ timeStamp }: Event) => {
    if (timeStamp - tappedAt.current > DOUBLE_TAP_MS) session.conversation.stop();
  };
  useEffect(() => {
    if (!isWaiting || isUploading || !isReady) return;
    setWaiting(false);
    const hasFailed = state.photos.some(({ status }) => status === 'failed');
    if (!hasFailed && !isEmpty && !isTooLong) send();
  }, [isWaiting, isUploading, isReady]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter picks a word; Safari says so only by the key code.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !isComposing) submit(event);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (!files?.length || !takesPhotos) return;
    event.preventDefault();
    addPhotos(files);
  };
  useGrowingHeight(field, text);
  useEffect(() => {
    if (state.editing !== undefined) field.current?.focus();
  }, []);

  return (
    <form class="composer" part="composer" onSubmit={submit}>
      {photoProblem && (
        <p class="composer-problem" role="alert">
          {photoProblem}
        </p>
      )}
      {isTooLong && (
        <p class="composer-problem" role="alert">
          {[text.length, MOST_LETTERS].map((count) => count.toLocaleString(locale)).join(' / ')}
        </p>
      )}
      {edited && extras && <extras.EditBanner />}
      {photos && <photos.PhotoTray photos={state.photos} />}
      <div class="composer-row">
        {takesPhotos && (
          <span class="pick">{photos && <photos.PhotoButtons addPhotos={addPhotos} />}</span>
        )}
        <textarea
          ref={field}
          class="field"
          rows={1}
          value={text}
          placeholder={labels.placeholder}
          aria-label={labels.placeholder}
          enterkeyhint="send"
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {isRunning ? (
          <button
            type="button"
            class="send stop"
            aria-label={labels.stop}
            title={labels.stop}
            disabled={state.stopping}
            onClick={stop}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button
            type="submit"
            class="send"
            aria-label={labels.send}
            title={labels.send}
            disabled={!canSend || isWaiting}
            aria-busy={isWaiting}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
    </form>
  );
}

/** Grows with its text up to the limit that the style sheet sets. */
function useGrowingHeight(field: { current: HTMLTextAreaElement | null }, text: string): void {
  const measure = () => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  };
  useLayoutEffect(measure, [text]);
  useEffect(() => {
    document.fonts?.ready.then(measure);
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
}
