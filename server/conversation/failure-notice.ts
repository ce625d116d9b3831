import type { Notice } from '../../shared/chunk.ts';
import { type Language, languageOf } from '../../shared/language.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';

type Sentences = Record<
  'busy' | 'broken-off' | 'no-answer' | 'withheld' | 'cut' | 'spent' | 'too-long' | 'ours',
  string
>;

const SENTENCES: Record<Language, Sentences> = {
  en: {
    busy: 'The assistant is very busy right now. Please try again in a moment.',
    'broken-off': 'The answer broke off. Please try again.',
    'no-answer': 'The assistant could not be reached. Please try again in a moment.',
    withheld: 'The assistant could not answer this. Please put it differently.',
    cut: 'The answer became too long and was cut off. Please ask for less at once.',
    spent: 'The assistant has answered as much as it may today. Please try again tomorrow.',
    'too-long': 'This is too long for the assistant. Please ask in fewer words.',
    ours: 'Something went wrong on our side. Please try again.',
  },
  vi: {
    busy: 'Trợ lý đang rất bận. Bạn vui lòng thử lại sau giây lát.',
    'broken-off': 'Câu trả lời bị gián đoạn. Bạn vui lòng thử lại.',
    'no-answer': 'Hiện không kết nối được với trợ lý. Bạn vui lòng thử lại sau giây lát.',
    withheld: 'Trợ lý không thể trả lời câu này. Bạn vui lòng hỏi theo cách khác.',
    cut: 'Câu trả lời quá dài nên đã bị cắt bớt. Bạn vui lòng hỏi từng phần nhỏ hơn.',
    spent: 'Hôm nay trợ lý đã trả lời hết lượt. Bạn vui lòng quay lại vào ngày mai nhé.',
    'too-long': 'Nội dung này quá dài với trợ lý. Bạn vui lòng hỏi ngắn gọn hơn.',
    ours: 'Đã có lỗi phía cửa hàng. Bạn vui lòng thử lại.',
  },
};

const KIND: Record<TurnFailureCode, keyof Sentences> = {
  model_unreachable: 'no-answer',
  model_timeout: 'no-answer',
  model_truncated: 'broken-off',
  model_bad_response: 'ours',
  model_rate_limited: 'busy',
  model_overloaded: 'busy',
  model_rejected: 'ours',
  model_content_filter: 'withheld',
  model_empty: 'no-answer',
  model_length: 'cut',
  budget_exhausted: 'spent',
  question_too_long: 'too-long',
  interrupted: 'broken-off',
  internal: 'ours',
};

const NOBODY_THERE: ReadonlySet<keyof Sentences> = new Set(['no-answer', 'busy']);

/** Asking the same again would end the same way. */
const POINTLESS: ReadonlySet<TurnFailureCode> = new Set([
  'model_content_filter',
  'model_length',
  'budget_exhausted',
  'question_too_long',
]);

/**
 * Why there is no whole answer, in a sentence for the shopper. Says nothing of providers, keys or causes. `begun`: some
 * of the answer stands above it.
 */
export function failureNotice(
  code: TurnFailureCode,
  locale: string,
  { begun = false } = {},
): Notice {
  const kind = KIND[code];
  const sentences = SENTENCES[languageOf(locale)];
  // Whoever has read half an answer knows that the assistant was there.
  const text = sentences[begun && NOBODY_THERE.has(kind) ? 'broken-off' : kind];
  return { code, text, retryable: !POINTLESS.has(code) };
}
