import { wordsIn } from '../../words/words.ts';

const english = {
  title: 'Found by photo',
  text: 'Shoppers send photos and ask “do you have this?”. Here you see what the assistant finds.',
  unmatched: 'Photos that found nothing',
  try: 'Try a photo',
  tryHint: 'Drop a photo here, best one taken with a phone. It is not kept.',
  choose: 'Choose a photo',
  photo: 'The photo that is tried',
  comparing: 'Comparing…',
  verified: 'Recognised: the assistant says that the shop has it.',
  verifiedOther:
    'Taken for another product. If the photo shows this one, its pictures need to be better.',
  candidates: (place: number) =>
    `Not sure: the assistant shows the most similar products and asks. This one is number ${place}.`,
  candidatesOther:
    'Not sure: the assistant shows the most similar products and asks. This one is not among them.',
  none: 'Nothing found: the assistant says that no picture of the shop shows it.',
  degraded: (ways: string) =>
    `Not all ways of comparing could be used (${ways}), so it found less.`,
  ways: {
    text_not_read: 'text',
    shapes_not_compared: 'shapes',
    colours_not_compared: 'colours',
    details_not_compared: 'details',
    catalog_pictures_not_indexed: 'the shop’s pictures are still being read',
    catalog_pictures_partly_indexed: 'some of the shop’s pictures are still being read',
    pictures_not_compared: 'pictures could not be compared',
  } as Record<string, string>,
  found: 'What was found',
  nearest: 'Came near, but is not shown to the shopper',
  thisOne: 'This product',
  score: (percent: number) => `${percent}% alike`,
  becauseText: (read: string) => `Same words: ${read}`,
  becauseDetails: (count: number) =>
    count === 1 ? '1 detail found again' : `${count} details found again`,
  becauseShape: (percent: number) => `Shape ${percent}%`,
  becauseColour: (percent: number) => `Colours ${percent}%`,
  pictures: 'Its pictures',
  checking: 'Comparing its pictures with the others of the shop…',
  picture: (place: number) => `Picture ${place}`,
  clear: 'No picture of another product looks like it.',
  near: 'Looks much like a picture of:',
  same: 'The same as a picture of:',
  pending: 'Not compared yet: a new picture is looked at within some minutes.',
  unknown: 'Lies on another site, so it is not compared with photos. Upload it here.',
  noPictures: 'Without a picture no photo can lead to it.',
  phonePhotos:
    'Add two photos of it taken with a phone, from different sides: they tell it apart best.',
};

const vietnamese: typeof english = {
  title: 'Tìm bằng ảnh',
  text: 'Khách gửi ảnh và hỏi “cửa hàng có món này không?”. Ở đây bạn thấy trợ lý tìm ra gì.',
  unmatched: 'Ảnh không tìm ra sản phẩm',
  try: 'Thử một ảnh',
  tryHint: 'Thả ảnh vào đây, tốt nhất là ảnh chụp bằng điện thoại. Ảnh không được lưu lại.',
  choose: 'Chọn ảnh',
  photo: 'Ảnh đang thử',
  comparing: 'Đang so sánh…',
  verified: 'Nhận ra: trợ lý trả lời là cửa hàng có món này.',
  verifiedOther: 'Bị nhận nhầm là sản phẩm khác. Nếu ảnh đúng là món này thì cần thêm hình rõ hơn.',
  candidates: (place) =>
    `Chưa chắc: trợ lý đưa ra những sản phẩm giống nhất rồi hỏi lại. Sản phẩm này đứng thứ ${place}.`,
  candidatesOther:
    'Chưa chắc: trợ lý đưa ra những sản phẩm giống nhất rồi hỏi lại. Sản phẩm này không nằm trong đó.',
  none: 'Không tìm thấy: trợ lý trả lời là không hình nào của cửa hàng giống ảnh này.',
  degraded: (ways) => `Có cách so sánh không dùng được (${ways}) nên kết quả kém hơn.`,
  ways: {
    text_not_read: 'chữ trên ảnh',
    shapes_not_compared: 'hình dáng',
    colours_not_compared: 'màu sắc',
    details_not_compared: 'chi tiết',
    catalog_pictures_not_indexed: 'hình của cửa hàng còn đang được đọc',
    catalog_pictures_partly_indexed: 'một số hình của cửa hàng còn đang được đọc',
    pictures_not_compared: 'chưa so sánh được hình',
  },
  found: 'Kết quả',
  nearest: 'Gần giống nhưng không đưa ra cho khách',
  thisOne: 'Sản phẩm này',
  score: (percent) => `Giống ${percent}%`,
  becauseText: (read) => `Trùng chữ: ${read}`,
  becauseDetails: (count) => `Trùng ${count} chi tiết`,
  becauseShape: (percent) => `Hình dáng ${percent}%`,
  becauseColour: (percent) => `Màu sắc ${percent}%`,
  pictures: 'Hình của sản phẩm',
  checking: 'Đang so hình của sản phẩm với mọi hình khác trong cửa hàng…',
  picture: (place) => `Hình ${place}`,
  clear: 'Không hình của sản phẩm nào khác giống hình này.',
  near: 'Trông rất giống hình của:',
  same: 'Giống hệt hình của:',
  pending: 'Chưa so sánh: hình mới sẽ được xem trong vài phút.',
  unknown: 'Hình nằm ở trang khác nên không so với ảnh được. Hãy tải hình lên đây.',
  noPictures: 'Chưa có hình nên không ảnh nào tìm ra sản phẩm này.',
  phonePhotos:
    'Hãy thêm hai ảnh chụp sản phẩm bằng điện thoại từ các phía khác nhau: như vậy dễ phân biệt nhất.',
};

export const photoWords = wordsIn({ en: english, vi: vietnamese });
