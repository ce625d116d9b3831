import { isToolPart } from '../../shared/message.ts';
import { type ChatState, isBusy } from '../state/chat-state.ts';
import type { Labels } from './labels.ts';
import { usePanel } from './panel-context.ts';
import type { PlainName } from './words/en.ts';

/** What the assistant does while no words come: looking something up, thinking, or waiting for its turn. */
export function Activity({ state }: { state: ChatState }) {
  const { labels } = usePanel();
  const text = activityText(state, labels);
  if (!text) return null;
  return (
    <p class="activity" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class={text === labels.thinking ? 'unseen' : ''}>{text}</span>
    </p>
  );
}

function activityText(state: ChatState, labels: Labels): string | undefined {
  if (!isBusy(state)) return undefined;
  if (state.stopping) return labels.stopping;
  // The banner says what is the matter; nobody knows what the assistant does.
  if (state.offline || state.phase === 'reconnecting') return undefined;
  if (state.queued) return state.queued;
  const last = state.messages.at(-1)?.parts.at(-1);
  const isWriting = last?.type === 'text' && last.state === 'streaming' && last.text !== '';
  if (isWriting && state.messages.at(-1)?.role === 'assistant') return undefined;
  const tool = state.messages.at(-1)?.parts.findLast(isToolPart);
  const isLooking = tool?.state === 'input-streaming' || tool?.state === 'input-available';
  if (!tool || !isLooking) return labels.thinking;
  return labels[TOOLS[tool.type] ?? 'lookingUp'];
}

const TOOLS: Record<string, PlainName | undefined> = {
  'tool-search_products': 'toolSearch',
  'tool-get_product_info': 'toolProduct',
  'tool-calculate_discount': 'toolDiscount',
  'tool-compare_products': 'toolCompare',
  'tool-find_products_like_photo': 'toolPhoto',
  'tool-look_closer': 'toolPhoto',
};
