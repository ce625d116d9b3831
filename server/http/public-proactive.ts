import type { Proactive, PublicProactive } from '../../shared/proactive.ts';

/** What closes the message, in the languages of the widget; by language, or by language and script or country. */
const CLOSE: Record<string, string | undefined> = {
  en: 'Close',
  vi: 'Đóng',
  zh: '关闭',
  'zh-hant': '關閉',
  'zh-tw': '關閉',
  'zh-hk': '關閉',
  ja: '閉じる',
  ko: '닫기',
  th: 'ปิด',
  id: 'Tutup',
  es: 'Cerrar',
  fr: 'Fermer',
  de: 'Schließen',
  pt: 'Fechar',
  ru: 'Закрыть',
  ar: 'إغلاق',
};

/** What a widget needs to know of a store's proactive messages; undefined while they are off or there are none. */
export function publicProactive({ enabled, days, rules }: Proactive): PublicProactive | undefined {
  if (!enabled || rules.length === 0) return undefined;
  return {
    days,
    rules: rules.map((rule) => ({
      ...rule,
      texts: rule.texts.map((text) => ({ ...text, close: closeIn(text.locale) })),
    })),
  };
}

function closeIn(locale: string): string {
  const [language = '', variety] = locale.toLowerCase().split('-');
  return CLOSE[`${language}-${variety}`] ?? CLOSE[language] ?? 'Close';
}
