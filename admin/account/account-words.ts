import { wordsIn } from '../words/words.ts';

const english = {
  role: 'Role',
  sessions: 'Where you are signed in',
  thisBrowser: 'This browser',
  startedAt: (moment: string) => `since ${moment}`,
  lastSeen: (moment: string) => `last seen ${moment}`,
  unknownBrowser: 'Unknown browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknownNetwork: 'unknown network',
  end: 'Sign out there',
  endSession: (browser: string) => `Sign out there: ${browser}`,
  ended: 'Signed out there',
  endAll: 'Sign out everywhere',
  endAllSure: 'Sign out everywhere, here too?',
  more: 'More',
};

const vietnamese: typeof english = {
  role: 'Vai trò',
  sessions: 'Nơi bạn đang đăng nhập',
  thisBrowser: 'Trình duyệt này',
  startedAt: (moment) => `từ ${moment}`,
  lastSeen: (moment) => `hoạt động ${moment}`,
  unknownBrowser: 'Trình duyệt không rõ',
  browserOn: (browser, system) => `${browser} trên ${system}`,
  unknownNetwork: 'mạng không rõ',
  end: 'Đăng xuất ở đó',
  endSession: (browser) => `Đăng xuất ở đó: ${browser}`,
  ended: 'Đã đăng xuất ở đó',
  endAll: 'Đăng xuất ở mọi nơi',
  endAllSure: 'Đăng xuất ở mọi nơi, cả ở đây?',
  more: 'Khác',
};

export const accountWords = wordsIn({ en: english, vi: vietnamese });
