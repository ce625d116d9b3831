import type { Notice } from '../../shared/chunk.ts';
import { type Language, languageOf } from '../../shared/language.ts';

interface Sentences {
  next: string;
  inLine(place: number): string;
}

const SENTENCES: Record<Language, Sentences> = {
  en: {
    next: 'Many people are asking right now. You are next.',
    inLine: (place) => `Many people are asking right now. You are number ${place} in line.`,
  },
  vi: {
    next: 'Hiện có nhiều người đang hỏi. Sắp đến lượt bạn rồi.',
    inLine: (place) => `Hiện có nhiều người đang hỏi. Bạn đang đứng thứ ${place} trong hàng chờ.`,
  },
};

/** Why no answer comes yet, in a sentence for the shopper. `place` 1 is next. */
export function queueNotice(place: number, locale: string): Notice {
  const { next, inLine } = SENTENCES[languageOf(locale)];
  return { code: 'queued', text: place === 1 ? next : inLine(place), retryable: false, place };
}
