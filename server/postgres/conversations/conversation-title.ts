import type { MessagePart } from '../../../shared/message.ts';

const TITLE_LENGTH = 80;

/** How merchants tell conversations apart: the beginning of the first question, '' when it is a photo alone. */
export function titleOf(parts: MessagePart[]): string {
  const text = parts.find((part) => part.type === 'text')?.text ?? '';
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, TITLE_LENGTH).join('');
}
