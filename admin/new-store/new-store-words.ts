import { wordsIn } from '../words/words.ts';

const english = {
  newStore: 'New store',
  firstStore: 'Your first store',
  text: 'A shop with its own products, coupons, conversations and look.',
  none: 'No store yet',
  noneText: 'An owner can create one.',
  name: 'Name',
  wrongName: 'A store needs a name.',
  key: 'Key',
  keyHint: 'Stands in the install tag and never changes: small letters, digits and hyphens.',
  wrongKey: 'Use small letters, digits and hyphens, for example my-shop.',
  taken: 'Another store has this key.',
  currency: 'Currency',
  currencyHint: 'All prices are in it. It can be changed until there are products.',
  locale: 'Language',
  localeHint: 'How prices are written, and what the assistant speaks first: en, vi-VN …',
  timeZone: 'Time zone',
  timeZoneHint: 'Coupons start and end on its days.',
  create: 'Create the store',
  created: (name: string) => `${name} was created`,
};

const vietnamese: typeof english = {
  newStore: 'Cửa hàng mới',
  firstStore: 'Cửa hàng đầu tiên',
  text: 'Có sản phẩm, mã giảm giá, hội thoại và giao diện riêng.',
  none: 'Chưa có cửa hàng',
  noneText: 'Chủ sở hữu có thể tạo cửa hàng.',
  name: 'Tên',
  wrongName: 'Cửa hàng cần có tên.',
  key: 'Mã cửa hàng',
  keyHint: 'Nằm trong thẻ cài đặt và không bao giờ đổi: chữ thường, chữ số và dấu gạch nối.',
  wrongKey: 'Dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ my-shop.',
  taken: 'Một cửa hàng khác đã dùng mã này.',
  currency: 'Tiền tệ',
  currencyHint: 'Mọi giá đều theo tiền tệ này. Đổi được khi chưa có sản phẩm.',
  locale: 'Ngôn ngữ',
  localeHint: 'Cách viết giá và ngôn ngữ đầu tiên của trợ lý: en, vi-VN …',
  timeZone: 'Múi giờ',
  timeZoneHint: 'Mã giảm giá bắt đầu và kết thúc theo ngày ở đây.',
  create: 'Tạo cửa hàng',
  created: (name) => `Đã tạo ${name}`,
};

export const newStoreWords = wordsIn({ en: english, vi: vietnamese });
