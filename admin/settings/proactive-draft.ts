import type { Proactive, ProactiveRule } from '../../shared/proactive.ts';

/** The form of proactive messages; numbers are text, pages are one a line. */
export interface ProactiveDraft {
  enabled: boolean;
  days: string;
  rules: RuleDraft[];
}

export interface RuleDraft {
  on: ProactiveRule['trigger']['on'];
  seconds: string;
  percent: string;
  cart: ProactiveRule['cart'];
  pages: string;
  texts: ProactiveRule['texts'];
}

export interface ProactiveReading {
  /** Undefined while there are mistakes. */
  value: Proactive | undefined;
  days: boolean;
  /** By the rules' places. */
  rules: RuleMistakes[];
}

export interface RuleMistakes {
  seconds?: boolean;
  percent?: boolean;
  /** The first line that is none. */
  page?: string;
  texts?: 'none' | 'twice';
}

/** As the server has them (shared/proactive.ts). */
export const MOST_RULES = 5;
export const MOST_TEXTS = 14;
export const LONGEST_TEXT = 160;
const MOST_PAGES = 20;
const LONGEST_PAGE = 200;

/** Those of the widget. */
export const LANGUAGES = [
  ...['en', 'vi', 'zh-Hans', 'zh-Hant', 'ja', 'ko', 'th'],
  ...['id', 'es', 'fr', 'de', 'pt-BR', 'ru', 'ar'],
];

/** `locale` (BCP 47): the store's. */
export function newRule(locale: string): RuleDraft {
  const language = LANGUAGES.find((tag) => tag === locale.split('-')[0]) ?? locale;
  const texts = [{ locale: language, text: '' }];
  return { on: 'time', seconds: '30', percent: '50', cart: 'any', pages: '', texts };
}

export function proactiveDraftOf({ enabled, days, rules }: Proactive): ProactiveDraft {
  return {
    enabled,
    days: String(days),
    rules: rules.map(({ trigger, cart, pages, texts }) => ({
      ...newRule(''),
      on: trigger.on,
      ...(trigger.on === 'time' && { seconds: String(trigger.seconds) }),
      ...(trigger.on === 'scroll' && { percent: String(trigger.percent) }),
      cart,
      pages: pages.join('\n'),
      texts,
    })),
  };
}

export function readProactiveDraft({ enabled, days, rules }: ProactiveDraft): ProactiveReading {
  const number = readNumber(days, 365);
  const read = rules.map(readRule);
  const mistakes = read.map((rule) => rule.mistakes);
  const isRight =
    number !== undefined && mistakes.every((found) => Object.keys(found).length === 0);
  return {
    value: isRight ? { enabled, days: number, rules: read.map(({ rule }) => rule) } : undefined,
    days: number === undefined,
    rules: mistakes,
  };
}

function readRule(draft: RuleDraft): { rule: ProactiveRule; mistakes: RuleMistakes } {
  const seconds = readNumber(draft.seconds, 3_600);
  const percent = readNumber(draft.percent, 100);
  const lines = draft.pages.split('\n').map((line) => line.trim());
  const pages = lines.filter(Boolean);
  const written = draft.texts.map(({ locale, text }) => ({ locale, text: text.trim() }));
  const texts = written.filter(({ text }) => text !== '');
  const mistakes: RuleMistakes = {};
  if (draft.on === 'time' && seconds === undefined) mistakes.seconds = true;
  if (draft.on === 'scroll' && percent === undefined) mistakes.percent = true;
  const wrongPage = pages.find((page, index) => index >= MOST_PAGES || !isPage(page));
  if (wrongPage !== undefined) mistakes.page = wrongPage;
  if (texts.length === 0) mistakes.texts = 'none';
  else if (new Set(texts.map(({ locale }) => locale)).size < texts.length) mistakes.texts = 'twice';
  return {
    rule: {
      trigger: triggerOf(draft.on, { seconds: seconds ?? 0, percent: percent ?? 0 }),
      cart: draft.cart,
      pages,
      texts,
    },
    mistakes,
  };
}

function triggerOf(
  on: RuleDraft['on'],
  { seconds, percent }: { seconds: number; percent: number },
): ProactiveRule['trigger'] {
  switch (on) {
    case 'time':
      return { on, seconds };
    case 'scroll':
      return { on, percent };
    case 'exit':
      return { on };
  }
}

/** Undefined for what is no whole number from 1 to `most`. */
function readNumber(text: string, most: number): number | undefined {
  const typed = text.trim();
  const number = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

function isPage(page: string): boolean {
  return page.length <= LONGEST_PAGE && /^\/[^\s?#]*$/.test(page);
}
