import type { Labels } from './labels.ts';

const WINNERS: Record<string, [more: string, reverse: string]> = {
  weight: ['nhẹ hơn cả', 'nặng hơn cả'],
  battery: ['có pin lớn hơn', 'có pin nhỏ hơn'],
  warranty: ['được bảo hành lâu hơn', 'được bảo hành ngắn hơn'],
  screen: ['có màn hình lớn hơn', 'có màn hình nhỏ hơn'],
  memory: ['có RAM nhiều hơn', 'có RAM ít hơn'],
  storage: ['có ổ cứng lớn hơn', 'có ổ cứng nhỏ hơn'],
  height: ['cao hơn', 'thấp hơn'],
  brightness: ['sáng hơn', 'kém sáng hơn'],
  capacity: ['rộng hơn', 'nhỏ hơn'],
  waterproof: ['chống nước tốt hơn', 'chống nước kém hơn'],
  temperature: ['chịu lạnh tốt hơn', 'hợp với trời ấm hơn'],
  price: ['có giá thấp nhất', 'có giá cao nhất'],
  rating: ['được đánh giá cao nhất', 'được đánh giá thấp nhất'],
};

export const vietnamese: Labels = {
  greeting: (shop) =>
    `Xin chào! Mình là trợ lý dùng thử${shop && ` của ${shop}`}. Bạn đang tìm gì ạ? Bạn có thể nêu tên sản phẩm, ngân sách, mã giảm giá, hoặc gửi một tấm ảnh.`,
  thanks: 'Không có gì ạ! Bạn cần thêm gì cứ hỏi mình nhé.',
  goodbye: 'Tạm biệt bạn, cảm ơn bạn đã ghé thăm!',
  acknowledgement: 'Vâng ạ! Bạn muốn tìm sản phẩm nào, hay muốn hỏi thêm về một sản phẩm vừa xem?',
  identity: (shop) =>
    `Mình không phải người thật, cũng không phải mô hình ngôn ngữ thật: mình là bản dùng thử có sẵn của Aisle, một chương trình nhỏ chạy theo quy tắc${shop && `, đang trả lời cho ${shop}`}. Mình tìm được sản phẩm, so sánh, kiểm tra mã giảm giá và xem ảnh.`,
  capabilities:
    'Mình giúp được bạn những việc này:\n- tìm sản phẩm theo nhu cầu và ngân sách\n- trả lời về một sản phẩm: giá, tình trạng hàng, kích cỡ, thông số\n- so sánh các sản phẩm\n- kiểm tra chính xác một mã giảm giá\n- tìm sản phẩm giống trong ảnh bạn gửi\n\nMình là bản dùng thử nên bạn hỏi ngắn gọn là tốt nhất.',
  injection:
    'Mình không thể thay đổi cách làm việc của mình. Nhưng mình rất sẵn lòng giúp bạn tìm đồ trong cửa hàng này.',
  offTopic: (shop) =>
    `Chuyện này thì mình không giúp được ở đây. Mình chỉ biết về sản phẩm${shop && ` của ${shop}`} thôi: bạn muốn mình tìm gì không?`,
  shopMatters: (shop) =>
    `Mình chỉ biết về sản phẩm và mã giảm giá nên không trả lời được điều này. Bạn vui lòng hỏi trực tiếp ${shop || 'cửa hàng'} nhé. Bạn có muốn mình tìm sản phẩm nào không?`,
  shopSays: (told) => `Cửa hàng cho biết: ${told}`,
  negotiation:
    'Mình không tự giảm giá được: chỉ mã giảm giá thật mới giảm được giá. Nếu bạn có mã, cho mình biết để mình tính chính xác số tiền được giảm nhé.',
  promise:
    'Mình không hứa trước được giá sau này: giá cửa hàng hiển thị lúc bạn đặt hàng mới là giá áp dụng.',
  complaint: (shop) =>
    `Mình rất tiếc về điều này. Mình không xem được đơn hàng và thanh toán, nên bạn vui lòng báo trực tiếp cho ${shop || 'cửa hàng'} nhé. Nếu mình hiểu sai ý bạn, bạn nói lại giúp mình bằng cách khác được không ạ?`,
  tooLong:
    'Tin nhắn này dài quá, mình chưa đọc hết được. Bạn nói gọn trong một hai câu bạn đang tìm gì nhé?',
  unclear:
    'Xin lỗi, mình chưa hiểu ý bạn. Bạn thử hỏi như thế này nhé:\n- "Tìm giúp mình sản phẩm dưới 20 triệu"\n- "So sánh hai cái đầu"',
  cannotLookUp:
    'Lúc này mình chưa tra cứu được thông tin đó và không muốn đoán bừa. Bạn thử lại sau ít phút nhé.',
  lookupFailed: 'Xin lỗi bạn, việc tra cứu vừa gặp lỗi. Bạn thử lại sau ít phút nhé.',

  product: (name, price, reasons) => `**${name}**: ${[price, ...reasons].join(', ')}`,
  fromPrice: (display) => `từ ${display}`,
  wasPrice: (display) => `giá gốc ${display}`,
  partlyReduced: (before) => `một số phiên bản đang giảm, giá gốc đến ${before}`,
  outOfStock: 'hiện đang hết hàng',
  fact: ({ name, value }) => `${lowerFirst(name)} ${value}`,
  rated: (value, scale, count) =>
    `được đánh giá ${value.toLocaleString('vi')}/${scale}${count ? ` (${count.toLocaleString('vi')} lượt)` : ''}`,

  found: (count, more) =>
    more
      ? `Mình tìm được ${count} sản phẩm phù hợp và vẫn còn nữa. Bạn xem trước:`
      : count === 1
        ? 'Mình tìm được một sản phẩm phù hợp:'
        : `Mình tìm được ${count} sản phẩm phù hợp${leadIn(count)}`,
  foundAmong: (fitting, all) =>
    `Trong ${all} sản phẩm tìm được có ${fitting} sản phẩm phù hợp${leadIn(fitting)}`,
  foundCheapest: 'Rẻ nhất trong những gì mình tìm được:',
  notMeasured: 'Cửa hàng không ghi đủ thông tin để xếp theo tiêu chí này. Gần nhất mình tìm được:',
  nothingOnSale: 'Hiện chưa có sản phẩm nào đang giảm giá.',
  foundBest: 'Trong những gì mình tìm được, xét theo tiêu chí này thì đứng đầu là:',
  foundDearest: 'Giá cao nhất trong những gì mình tìm được:',
  foundCheaper: (count) =>
    count === 1 ? 'Sản phẩm này có giá thấp hơn:' : 'Những sản phẩm này có giá thấp hơn:',
  foundClose: (missed) =>
    `Cửa hàng không có sản phẩm nào đúng mọi yêu cầu. Nếu bỏ ${missed.join(' và ')} thì gần nhất là:`,
  onlyMentioned: (query) => `Mình không tìm thấy "${query}", chỉ có sản phẩm nhắc đến trong mô tả:`,
  foundMore: 'Đây là thêm vài lựa chọn:',
  noMore: 'Mình chỉ tìm được bấy nhiêu thôi. Bạn muốn mình tìm thứ khác không?',
  nothingCheaper: 'Mình không tìm thấy sản phẩm nào rẻ hơn cho nhu cầu này.',
  nothingFound: (query) =>
    query
      ? `Mình không tìm thấy sản phẩm nào cho "${query}".`
      : 'Mình không tìm thấy sản phẩm nào phù hợp.',
  relaxBudget: 'Nếu đổi ngân sách thì có thể sẽ có: bạn muốn mình tìm lại không?',
  shopHas: (categories) => `Cửa hàng đang có: ${categories.join(', ')}.`,
  otherCurrency: (currency) =>
    `Giá ở đây tính bằng ${currency} và mình không quy đổi tiền được, nên mình chưa lọc theo ngân sách của bạn.`,
  nextAfterOne: 'Bạn muốn biết thêm về sản phẩm này không?',
  nextAfterSeveral: 'Bạn muốn xem kỹ sản phẩm nào, hay để mình so sánh hai sản phẩm này?',

  whichProduct:
    'Bạn đang hỏi sản phẩm nào ạ? Bạn cho mình tên, hoặc thứ bạn đang tìm, để mình tra cứu nhé.',
  unknownProduct: (name) => `Mình không tìm thấy "${name}" trong cửa hàng này.`,
  topic: {
    weight: 'Trọng lượng',
    battery: 'Pin',
    warranty: 'Bảo hành',
    screen: 'Màn hình',
    memory: 'RAM',
    storage: 'Ổ cứng',
    processor: 'Vi xử lý',
    graphics: 'Đồ họa',
    capacity: 'Sức chứa',
    material: 'Chất liệu',
    waterproof: 'Khả năng chống nước',
    temperature: 'Mức nhiệt độ',
    size: 'Kích thước',
    ports: 'Cổng kết nối',
    brightness: 'Độ sáng',
    height: 'Chiều cao',
  },
  topicIs: (topic, name, facts) => `${topic} của **${name}**: ${facts}.`,
  topicUnknown: (topic, name) =>
    `Cửa hàng không ghi thông tin về ${lowerFirst(topic)} của **${name}** nên mình không dám đoán.`,
  priceIs: (name, price) => `**${name}** có giá ${price}.`,
  priceDepends: 'Giá tùy phiên bản:',
  inStock: (name) => `Dạ, **${name}** vẫn còn hàng.`,
  left: (count) => `còn ${count} cái`,
  toOrder: (name, status) =>
    status === 'preorder'
      ? `**${name}** đang cho đặt trước, cửa hàng chưa có hàng sẵn.`
      : `**${name}** vẫn đặt được, nhưng hiện chưa có hàng sẵn.`,
  orderable: 'đặt được, chưa có sẵn',
  soldOut: (name) => `Tiếc quá, **${name}** hiện đang hết hàng.`,
  availableIn: (option, values) => `${option} đang có hàng: ${values.join(', ')}.`,
  comesIn: (name, option, values) =>
    `**${name}** có các lựa chọn ${lowerFirst(option)}: ${values.join(', ')}.`,
  oneVersion: (name) => `**${name}** chỉ có một phiên bản.`,
  wishGranted: (name, wish) => `Dạ có, **${name}** đang có ${wish}:`,
  wishSoldOut: (name, wish) => `**${name}** có ${wish}, nhưng phiên bản này hiện đang hết hàng.`,
  stillThere: 'Các phiên bản còn hàng:',
  wishUnknown: (name, wish) => `Mình không thấy **${name}** có bản ${wish}.`,
  ratingIs: (name, rating) => `**${name}** ${rating}.`,
  ratingUnknown: (name) => `**${name}** chưa có ai đánh giá.`,
  notStated: 'Điều này mình không dám chắc. Cửa hàng cho biết:',
  howToBuy: (name, price) =>
    `Lựa chọn hay đó ạ! **${name}** có giá ${price}. Mình chưa đặt hàng giúp được: bạn mở trang sản phẩm và thêm vào giỏ hàng nhé.`,

  whichCompare:
    'Bạn muốn so sánh những sản phẩm nào ạ? Bạn nêu tên hai sản phẩm, hoặc tìm sản phẩm trước nhé.',
  compared: (count) => `Đây là so sánh ${count} sản phẩm:`,
  noDifference: 'Ngoài giá ra, mình không thấy thông tin nào khác nhau.',
  winner: (about, reverse, name, values) =>
    `**${name}** ${WINNERS[about]?.[reverse ? 1 : 0] ?? 'nhỉnh hơn'}: ${values.join(' so với ')}.`,
  draw: (value) => `Về điểm này thì các sản phẩm ngang nhau: ${value}.`,

  couponNeedsCode:
    'Mình không có danh sách mã giảm giá, nhưng nếu bạn có mã thì cho mình biết để mình kiểm tra chính xác nhé.',
  couponNeedsProduct: (code) =>
    `Mình kiểm tra được mã ${code} ngay khi biết dùng cho sản phẩm nào. Bạn đang định mua gì ạ?`,
  couponValid: ({ code, takes_off, at_most, minimum, categories, some_products_only }) => {
    const off = `Dạ, mã ${code} đang còn hiệu lực: giảm ${takes_off ?? ''}`.trimEnd();
    const of = categories
      ? ` cho ${categories.join(', ')}`
      : some_products_only
        ? ' cho một số sản phẩm'
        : '';
    const limits = [at_most && `tối đa ${at_most}`, minimum && `cho đơn từ ${minimum}`].filter(
      Boolean,
    );
    return `${[off + of, ...limits].join(', ')}.`;
  },
  couponForWhat: 'Bạn cho mình biết sản phẩm nào để mình tính giá chính xác nhé.',
  couponTookFirst:
    'Đây là sản phẩm mình nêu đầu tiên. Nếu bạn hỏi cho sản phẩm khác thì cho mình biết nhé.',
  couponApplied: (codes, name) =>
    `Dạ có, mã ${codes.join(' và ')} ${codes.length > 1 ? 'dùng chung được' : 'dùng được'} cho **${name}**:`,
  couponStatedPrice: (codes) =>
    `Dạ, mã ${codes.join(' và ')} ${codes.length > 1 ? 'dùng chung được' : 'dùng được'}. Với mức giá bạn nêu thì:`,
  quote: ({ subtotal, discount, total }) =>
    `- Giá: ${subtotal}\n- Giảm: ${discount}\n- Còn phải trả: ${total}`,
  couponRefused: (code, reason) => `Tiếc quá, mã ${code} không áp dụng được ở đây. ${reason}`,
  couponChangesNothing: (code) => `Mã ${code} không làm giảm giá ở đây.`,
  refusal: {
    discount_code_expired: 'Mã đã hết hạn.',
    discount_code_invalid: 'Mã không hợp lệ.',
    discount_code_already_applied: 'Mã đã được áp dụng rồi.',
    discount_code_combination_disallowed: 'Mã không dùng chung với ưu đãi khác được.',
    discount_code_user_not_logged_in: 'Bạn cần đăng nhập để dùng mã này.',
    discount_code_user_ineligible: 'Chưa đủ điều kiện dùng mã này.',
  },
  refusalUnknown: 'Cửa hàng không chấp nhận mã này.',
  quoteUnchanged: (name, total) => `**${name}** vẫn giữ giá ${total}.`,
  quoteTotal: (name, total) => `Không dùng mã thì **${name}** hết ${total}.`,
  notSoMany: 'Hiện cửa hàng không còn đủ số lượng này.',
  wholePieces: (most) =>
    `Mình chỉ tính được số lượng nguyên, từ 1 đến ${most}. Bạn muốn lấy bao nhiêu ạ?`,

  photoNumber: (index) => `Ảnh ${index}:`,
  photoVerified: (name, details) => `Dạ có, đây là **${name}** của cửa hàng (${details}).`,
  photoCandidates:
    'Mình chưa chắc cửa hàng có đúng món trong ảnh, nhưng những sản phẩm này trông khá giống. Có phải một trong số này không ạ?',
  photoNone:
    'Mình không thấy sản phẩm nào trong cửa hàng giống ảnh của bạn. Bạn mô tả bằng lời giúp mình nhé?',
  photoNoneButSimilar:
    'Không có hình nào của cửa hàng giống món trong ảnh. Theo lời bạn tả thì có những món tương tự, nhưng không phải đúng món đó:',
  photoAlsoSimilar: 'Theo lời bạn tả thì những món này cũng tương tự:',
  photoUnreadable:
    'Mình chưa xem được ảnh của bạn. Bạn gửi lại, hoặc mô tả bằng lời giúp mình nhé?',
  photoPartly: 'Một cách tìm vừa rồi không hoạt động nên có thể mình bỏ sót.',
};

/** "Màu" in a sentence is "màu"; "RAM" stays. */
function lowerFirst(text: string): string {
  return /^\p{Lu}(?:\p{Ll}|\s|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Two are named in full; of more the first two are. */
function leadIn(count: number): string {
  return count > 2 ? '. Bạn xem trước:' : ':';
}
