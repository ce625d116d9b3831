import type { ChatMessage } from '../../shared/message.ts';

/** What was said in words, as it was written. */
export function textOf({ parts }: ChatMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
