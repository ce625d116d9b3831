/** What the launcher is called where "Chat" is not the word. Sent with the store's look, so that pages pay for one only. */
const CHAT: Record<string, string | undefined> = {
  vi: 'Trò chuyện',
  zh: '聊天',
  ja: 'チャット',
  ko: '채팅',
  th: 'แชท',
  ru: 'Чат',
  ar: 'دردشة',
};

/** `locale` in BCP 47. */
export function launcherLabel(locale: string): string {
  return CHAT[locale.slice(0, 2).toLowerCase()] ?? 'Chat';
}
