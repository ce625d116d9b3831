import { useErrorBoundary, useRef } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { MessageList } from './message-list.tsx';
import { usePanel } from './panel-context.ts';
import { useChatState } from './use-chat-state.ts';
import { useExtras, usePhotoTools } from './use-extras.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePhoneSheet } from './use-phone-sheet.ts';
import { usePhotos } from './use-photos.ts';

interface PanelProps {
  /** Of the shadow root. */
  host: Element;
  onClose(): void;
  /** Drawing failed, which only a page that broke the browser's own objects can bring about. */
  onBroken(error: unknown): void;
}

export function Panel({ host, onClose, onBroken }: PanelProps) {
  useErrorBoundary(onBroken);
  const { events, labels, language, saved, session } = usePanel();
  const extras = useExtras();
  const state = useChatState(session);
  const photos = usePhotos(state);
  const element = useRef<HTMLElement>(null);
  const placing = usePhoneSheet(element, { host, on: events.on, onClose });
  const isSheet = placing === 'sheet';
  const isInline = placing === 'inline';
  useKeptFocus(element);
  const photoTools = usePhotoTools(state.store?.features.photos);
  const name = state.store?.name ?? labels.assistant;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing && !isInline) onClose();
    // Outside, the target is our host element: hotkeys of the page would take typing for commands.
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it says that it is modal only where it is a dialog.
    <section
      ref={element}
      class="panel side"
      part="panel"
      role={isInline ? 'region' : 'dialog'}
      tabIndex={-1}
      aria-label={name}
      aria-modal={isSheet || undefined}
      lang={language}
      dir={language === 'ar' ? 'rtl' : 'ltr'}
      onKeyDown={onKeyDown}
      onKeyUp={stop}
      onKeyPress={stop}
    >
      <Header name={name} state={state} onClose={onClose} />
      <ConnectionBanner state={state} />
      <MessageList state={state} name={name} />
      <Composer
        key={`${state.departures} ${state.editing}`}
        state={state}
        saved={saved}
        addPhotos={photos.add}
        photoProblem={photos.problem}
      />
      {extras && <extras.Announcer state={state} />}
      {photoTools && <photoTools.DropTarget panel={element} addPhotos={photos.add} />}
    </section>
  );
}

function stop(event: Event): void {
  event.stopPropagation();
}
