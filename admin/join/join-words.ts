import { wordsIn } from '../words/words.ts';

const english = {
  join: 'Join',
  title: 'Join Aisle',
  welcome: (email: string) => `You were invited as ${email}.`,
  role: 'Role',
  password: 'Choose a password',
  passwordHint: 'At least 10 characters.',
  submit: 'Join',
  goneTitle: 'This link does not work any more',
  goneText: 'It was used or revoked, or is older than 7 days. Ask for a new one.',
  taken: 'Somebody with this address is here already. Sign in instead.',
  signIn: 'Sign in',
};

const vietnamese: typeof english = {
  join: 'Tham gia',
  title: 'Tham gia Aisle',
  welcome: (email) => `Bạn được mời với địa chỉ ${email}.`,
  role: 'Vai trò',
  password: 'Chọn mật khẩu',
  passwordHint: 'Ít nhất 10 ký tự.',
  submit: 'Tham gia',
  goneTitle: 'Liên kết này không còn dùng được',
  goneText: 'Liên kết đã được dùng, bị thu hồi hoặc quá 7 ngày. Hãy xin liên kết mới.',
  taken: 'Địa chỉ này đã có tài khoản. Hãy đăng nhập.',
  signIn: 'Đăng nhập',
};

export const joinWords = wordsIn({ en: english, vi: vietnamese });
