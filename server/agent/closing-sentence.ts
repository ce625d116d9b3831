import { type Language, languageOf } from '../../shared/language.ts';

const SENTENCES: Record<Language, string> = {
  en: 'I have looked in several places and could not finish this in a reasonable time. Please ask again with a little more detail, or contact the shop directly.',
  vi: 'Mình đã tìm ở nhiều nơi nhưng chưa thể hoàn tất câu trả lời trong thời gian cho phép. Bạn vui lòng hỏi lại cụ thể hơn một chút, hoặc liên hệ trực tiếp với cửa hàng nhé.',
};

/** Said in place of an answer when the assistant met its limits. */
export function closingSentence(locale: string): string {
  return SENTENCES[languageOf(locale)];
}
