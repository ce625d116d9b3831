import type { ChatState } from '../state/chat-state.ts';
import type { Labels } from './labels.ts';
import { usePanel } from './panel-context.ts';

/** Says that the connection is gone and what becomes of what was typed or half answered. */
export function ConnectionBanner({ state }: { state: ChatState }) {
  const { labels, session } = usePanel();
  const text = bannerText(state, labels);
  if (!text) return null;
  return (
    <div class="banner" role="status">
      <span>{text}</span>
      {state.phase === 'lost' && !state.offline && (
        <button type="button" class="text-button" onClick={() => session.conversation.reconnect()}>
          {labels.reconnect}
        </button>
      )}
    </div>
  );
}

function bannerText({ phase, offline, unsent }: ChatState, labels: Labels): string | undefined {
  if (offline && unsent) return labels.offlineUnsent;
  if (offline) return phase === 'idle' ? labels.offline : labels.offlineAnswering;
  if (phase === 'lost') return unsent ? labels.lostUnsent : labels.lost;
  return phase === 'reconnecting' ? labels.reconnecting : undefined;
}
