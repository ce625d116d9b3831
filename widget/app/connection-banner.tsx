import type { Phase } from '../state/chat-state.ts';
import { usePanel } from './panel-context.ts';

export function ConnectionBanner({ phase }: { phase: Phase }) {
  const { labels, session } = usePanel();
  const isLost = phase === 'lost';
  if (!isLost && phase !== 'reconnecting') return null;
  return (
    <div class="banner" role="status">
      <span>{isLost ? labels.lost : labels.reconnecting}</span>
      {isLost && (
        <button type="button" class="text-button" onClick={() => session.reconnect()}>
          {labels.reconnect}
        </button>
      )}
    </div>
  );
}
