import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'Trợ lý đang rất bận. Bạn vui lòng thử lại sau giây lát.',
  brokenOff: 'Câu trả lời bị gián đoạn. Bạn vui lòng thử lại.',
  noAnswer: 'Hiện không kết nối được với trợ lý. Bạn vui lòng thử lại sau giây lát.',
  withheld: 'Trợ lý không thể trả lời câu này. Bạn vui lòng hỏi theo cách khác.',
  cut: 'Câu trả lời quá dài nên đã bị cắt bớt. Bạn vui lòng hỏi từng phần nhỏ hơn.',
  spent: 'Hôm nay trợ lý đã trả lời hết lượt. Bạn vui lòng quay lại vào ngày mai.',
  tooLong: 'Nội dung này quá dài với trợ lý. Bạn vui lòng hỏi ngắn gọn hơn.',
  ours: 'Đã có lỗi phía cửa hàng. Bạn vui lòng thử lại.',
  nextInLine: 'Hiện có nhiều người đang hỏi. Sắp đến lượt bạn rồi.',
  inLine: 'Hiện có nhiều người đang hỏi. Bạn đang đứng thứ {place} trong hàng chờ.',
  lookedInVain:
    'Mình đã tìm ở nhiều nơi nhưng chưa thể hoàn tất câu trả lời trong thời gian cho phép. Bạn vui lòng hỏi lại cụ thể hơn một chút, hoặc liên hệ trực tiếp với cửa hàng nhé.',
  spentButFound:
    'Hôm nay mình đã trả lời hết lượt. Đây là những sản phẩm cửa hàng tìm được theo câu hỏi của bạn; nếu cần thêm thông tin, bạn vui lòng liên hệ trực tiếp với cửa hàng nhé.',
  spentAndNothing:
    'Hôm nay mình đã trả lời hết lượt. Bạn vui lòng xem thêm trong cửa hàng hoặc liên hệ trực tiếp với cửa hàng; ngày mai mình lại sẵn lòng hỗ trợ bạn nhé.',
  couponInvalid: 'Không dùng được mã {code}: mã không tồn tại, đã hết hạn hoặc đã hết lượt.',
  couponForCustomers: 'Mã {code} chỉ dành cho khách đã đăng nhập vào cửa hàng.',
  couponForCategories: 'Mã {code} chỉ áp dụng cho {categories}.',
  couponForOthers: 'Mã {code} chỉ áp dụng cho một số sản phẩm khác.',
  couponMinimum:
    'Mã {code} cần tối thiểu {minimum} từ các sản phẩm được áp dụng; còn thiếu {missing}.',
  couponGiven: 'Mã {code} chỉ được tính một lần.',
  couponAlone: 'Mã {code} không dùng chung được với {codes}.',
  statedPrice: 'Giá do khách nêu',
  likeYourPhoto: 'Trông giống trong ảnh của bạn, nhưng có thể không phải đúng món đó.',
  notOnYourPhoto: 'Tương tự, nhưng không phải món trong ảnh của bạn.',
};
