import { wordsIn } from '../words/words.ts';

const english = {
  title: 'Photos that found nothing',
  text: 'Photos that shoppers sent and that no picture of yours looked like. What you do sell needs better pictures; what you do not, you now know is asked for.',
  none: 'No such photos',
  noneText: 'When a shopper sends a photo and no picture of the shop looks like it, it is here.',
  photo: 'Photo of a shopper',
  gone: 'This photo is no longer there.',
  noWords: 'Sent without words',
  offered: (titles: string) => `Offered as similar: ${titles}`,
  unsure: 'Not all ways of comparing worked: it may have been missed.',
  conversation: 'Open the conversation',
};

const vietnamese: typeof english = {
  title: 'Ảnh không tìm ra sản phẩm',
  text: 'Những ảnh khách gửi mà không hình nào của cửa hàng giống. Nếu bạn có bán món đó thì hãy thêm hình rõ hơn; nếu không thì bạn biết khách đang cần gì.',
  none: 'Không có ảnh nào như vậy',
  noneText: 'Khi khách gửi ảnh mà không hình nào của cửa hàng giống, ảnh sẽ nằm ở đây.',
  photo: 'Ảnh của khách',
  gone: 'Ảnh này không còn nữa.',
  noWords: 'Gửi không kèm lời',
  offered: (titles) => `Đã gợi ý món tương tự: ${titles}`,
  unsure: 'Có cách so sánh không hoạt động lúc đó nên có thể đã bỏ sót.',
  conversation: 'Mở cuộc trò chuyện',
};

export const photosWords = wordsIn({ en: english, vi: vietnamese });
