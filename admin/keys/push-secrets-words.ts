import { wordsIn } from '../words/words.ts';

const english = {
  title: 'Stock and price pushes',
  text: 'Your stock system signs what it sends with a secret of the store (Standard Webhooks). To exchange one: make a second, change the sender, delete the old one.',
  store: 'Store',
  address: 'Send to',
  none: 'No secret yet: pushes are refused.',
  make: 'Make a secret',
  full: 'Two secrets are the most. Delete one first.',
  made: (when: string) => `Made ${when}`,
  delete: 'Delete',
  deleteOf: (when: string) => `Delete the secret made ${when}`,
  sure: 'Delete this secret? What is signed with it is refused from now on.',
  deleted: 'Secret deleted',
  madeTitle: 'New secret',
  madeText: 'Copy it now: it is not shown again.',
  secret: 'Secret',
  copySecret: 'Copy the secret',
  copyAddress: 'Copy the address',
  done: 'Done',
};

const vietnamese: typeof english = {
  title: 'Đẩy tồn kho và giá',
  text: 'Hệ thống kho của bạn ký dữ liệu gửi đi bằng khóa bí mật của cửa hàng (Standard Webhooks). Để thay khóa: tạo khóa thứ hai, đổi ở bên gửi, rồi xóa khóa cũ.',
  store: 'Cửa hàng',
  address: 'Gửi đến',
  none: 'Chưa có khóa bí mật: dữ liệu gửi đến bị từ chối.',
  make: 'Tạo khóa bí mật',
  full: 'Tối đa hai khóa. Hãy xóa một khóa trước.',
  made: (when) => `Tạo ${when}`,
  delete: 'Xóa',
  deleteOf: (when) => `Xóa khóa tạo ${when}`,
  sure: 'Xóa khóa này? Từ giờ dữ liệu ký bằng khóa này bị từ chối.',
  deleted: 'Đã xóa khóa bí mật',
  madeTitle: 'Khóa bí mật mới',
  madeText: 'Hãy sao chép ngay: khóa sẽ không hiện lại.',
  secret: 'Khóa bí mật',
  copySecret: 'Sao chép khóa',
  copyAddress: 'Sao chép địa chỉ',
  done: 'Xong',
};

export const pushSecretsWords = wordsIn({ en: english, vi: vietnamese });
