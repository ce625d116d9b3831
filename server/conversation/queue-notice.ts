import type { Notice } from '../../shared/chunk.ts';
import { sentence } from '../words/sentence.ts';

/** Why no answer comes yet, in a sentence for the shopper. `place` 1 is next. */
export function queueNotice(place: number, locale: string): Notice {
  const text = place === 1 ? sentence('nextInLine', locale) : sentence('inLine', locale, { place });
  return { code: 'queued', text, retryable: false, place };
}
