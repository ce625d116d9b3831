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
  passwordTitle: 'A new password',
  passwordFor: (email: string) => `For ${email}. You are signed out everywhere else then.`,
  savePassword: 'Save and sign in',
  goneText: 'It was used or revoked, or is too old. Ask for a new one.',
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
  passwordTitle: 'Mật khẩu mới',
  passwordFor: (email) => `Cho ${email}. Sau đó bạn bị đăng xuất ở mọi nơi khác.`,
  savePassword: 'Lưu và đăng nhập',
  goneText: 'Liên kết đã được dùng, bị thu hồi hoặc quá hạn. Hãy xin liên kết mới.',
  taken: 'Địa chỉ này đã có tài khoản. Hãy đăng nhập.',
  signIn: 'Đăng nhập',
};

export const joinWords = wordsIn({ en: english, vi: vietnamese });
