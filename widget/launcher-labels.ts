/** What the launcher is called where "Chat" is not the word. Short, because every page pays; the rest is in app/words. */
const CHAT: Record<string, string | undefined> = {
  vi: 'Trò chuyện',
  zh: '聊天',
  ja: 'チャット',
  ko: '채팅',
  th: 'แชท',
  ru: 'Чат',
  ar: 'دردشة',
};

/** By the first of the locales that is one. */
export function launcherLabel(locales: (string | undefined)[]): string {
  return CHAT[(locales.find(Boolean) ?? '').slice(0, 2)] ?? 'Chat';
}
