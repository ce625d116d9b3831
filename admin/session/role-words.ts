import type { AdminRole } from '../../shared/admin.ts';
import { wordsIn } from '../words/words.ts';

type RoleWords = Record<AdminRole, { name: string; may: string }>;

const english: RoleWords = {
  owner: { name: 'Owner', may: 'Everything, also people, API keys and prices of models.' },
  editor: { name: 'Editor', may: 'Products, coupons and settings of every store.' },
  viewer: { name: 'Viewer', may: 'Looks at everything, changes nothing.' },
};

const vietnamese: RoleWords = {
  owner: { name: 'Chủ sở hữu', may: 'Mọi quyền, cả thành viên, khóa API và giá của mô hình.' },
  editor: { name: 'Biên tập', may: 'Sản phẩm, mã giảm giá và cài đặt của mọi cửa hàng.' },
  viewer: { name: 'Người xem', may: 'Xem được mọi thứ, không sửa gì.' },
};

/** What roles are called, and what they may do. */
export const roleWords = wordsIn({ en: english, vi: vietnamese });
