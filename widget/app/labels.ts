import { type Language, languageOf } from '../../shared/language.ts';
import type { Failure } from '../state/chat-state.ts';

/** Every word of the panel. A language is one object of this type. */
export interface Labels {
  assistant: string;
  close: string;
  newConversation: string;
  conversation: string;
  /** When the shop set no greeting. */
  greeting: string;
  disclaimer: string;
  forgetMe: string;
  forgetMeSure: string;
  forgetMeYes: string;
  forgetMeNo: string;
  forgotten: string;
  notForgotten: string;
  you: string;
  placeholder: string;
  send: string;
  stop: string;
  addPhoto: string;
  removePhoto: string;
  photo: string;
  photoUnavailable: string;
  uploading: string;
  dropPhotos: string;
  newMessages: string;
  loading: string;
  thinking: string;
  stopping: string;
  stopped: string;
  retry: string;
  helpful: string;
  notHelpful: string;
  opensNewTab: string;
  /** Under a message that stands in line behind another tab's question. */
  waiting: string;
  offline: string;
  offlineUnsent: string;
  offlineAnswering: string;
  reconnecting: string;
  lost: string;
  lostUnsent: string;
  reconnect: string;
  table: string;
  products: string;
  view: string;
  viewProduct(title: string): string;
  from(price: string): string;
  insteadOf: string;
  inStock: string;
  outOfStock: string;
  backorder: string;
  preorder: string;
  discontinued: string;
  /** `count` is at least 2. */
  choices(name: string, count: number): string;
  quote: string;
  subtotal: string;
  saving(code: string): string;
  total: string;
  statedPrice: string;
  couponRefused: string;
  /** While the assistant uses a tool. */
  tools: Record<string, string>;
  lookingUp: string;
  tooManyPhotos(limit: number): string;
  notAPhoto: string;
  failure(failure: Failure): string;
}

const en: Labels = {
  assistant: 'AI assistant',
  close: 'Close chat',
  newConversation: 'New conversation',
  conversation: 'Conversation',
  greeting: 'Hello! What are you looking for?',
  disclaimer: 'Answers come from AI and can be wrong.',
  forgetMe: 'Delete my data',
  forgetMeSure: 'Delete all your conversations and photos in this shop? This cannot be undone.',
  forgetMeYes: 'Delete',
  forgetMeNo: 'Keep',
  forgotten: 'Your conversations and photos were deleted.',
  notForgotten: 'Nothing was deleted. Please try again.',
  you: 'You',
  placeholder: 'Ask about a product…',
  send: 'Send',
  stop: 'Stop answering',
  addPhoto: 'Add a photo',
  removePhoto: 'Remove photo',
  photo: 'Photo',
  photoUnavailable: 'This photo is no longer available',
  uploading: 'Uploading photo…',
  dropPhotos: 'Drop photos here',
  newMessages: 'New messages',
  loading: 'Loading the conversation…',
  thinking: 'Thinking…',
  stopping: 'Stopping…',
  stopped: 'Stopped.',
  retry: 'Try again',
  helpful: 'Helpful',
  notHelpful: 'Not helpful',
  opensNewTab: 'opens in a new tab',
  waiting: 'Goes out when this answer is finished.',
  offline: 'You are offline. What you type stays here.',
  offlineUnsent: 'You are offline. Your message is kept and goes out when you are back online.',
  offlineAnswering: 'You are offline. The answer goes on when you are back online.',
  reconnecting: 'Connection lost. Reconnecting…',
  lost: 'No connection. The conversation goes on when it is back.',
  lostUnsent: 'No connection. Your message is kept and will be sent again.',
  reconnect: 'Reconnect',
  table: 'Table',
  products: 'Products',
  view: 'View',
  viewProduct: (title) => `View ${title}`,
  from: (price) => `from ${price}`,
  insteadOf: 'instead of',
  inStock: 'In stock',
  outOfStock: 'Out of stock',
  backorder: 'On back order',
  preorder: 'Pre-order',
  discontinued: 'Discontinued',
  choices: (name, count) => `${name}: ${count} choices`,
  quote: 'Price',
  subtotal: 'Subtotal',
  saving: (code) => `Coupon ${code}`,
  total: 'Total',
  statedPrice: 'Worked out from the price you gave, not from our catalog.',
  couponRefused: 'Coupon not applied',
  tools: {
    search_products: 'Searching the catalog…',
    get_product_info: 'Reading the product details…',
    calculate_discount: 'Working out the price…',
    compare_products: 'Comparing products…',
    find_products_like_photo: 'Looking at your photo…',
  },
  lookingUp: 'Looking it up…',
  tooManyPhotos: (limit) => `At most ${limit} photos in one message.`,
  notAPhoto: 'This file is not a photo.',
  failure({ code, retryAfter }) {
    switch (code) {
      case 'network':
      case 'timeout':
        return 'Not sent: there is no connection.';
      case 'rate_limited':
        return retryAfter
          ? `Too many messages. Please wait ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`
          : 'Too many messages. Please wait a moment.';
      case 'overloaded':
        return 'Many people are asking right now. Please try again in a moment.';
      case 'turn_in_progress':
        return 'The previous answer is still being written.';
      case 'origin_not_allowed':
        return 'This chat is not set up for this website yet.';
      case 'payload_too_large':
        return 'That is too large to send.';
      case 'unsupported_image':
      case 'unsupported_media_type':
      case 'image_too_many_pixels':
        return 'This picture cannot be read. Try another one.';
      case 'upload_quota':
        return 'You have sent many photos. Please try again later.';
      case 'too_many_attachments':
        return 'Too many photos in one message.';
      default:
        return 'Something went wrong. Please try again.';
    }
  },
};

const vi: Labels = {
  assistant: 'Trợ lý AI',
  close: 'Đóng trò chuyện',
  newConversation: 'Cuộc trò chuyện mới',
  conversation: 'Cuộc trò chuyện',
  greeting: 'Xin chào! Bạn đang tìm gì?',
  disclaimer: 'Câu trả lời do AI tạo, có thể có sai sót.',
  forgetMe: 'Xóa dữ liệu của tôi',
  forgetMeSure:
    'Xóa mọi cuộc trò chuyện và ảnh của bạn với cửa hàng này? Không thể khôi phục sau khi xóa.',
  forgetMeYes: 'Xóa',
  forgetMeNo: 'Giữ lại',
  forgotten: 'Đã xóa các cuộc trò chuyện và ảnh của bạn.',
  notForgotten: 'Chưa xóa được. Vui lòng thử lại.',
  you: 'Bạn',
  placeholder: 'Hỏi về sản phẩm…',
  send: 'Gửi',
  stop: 'Dừng trả lời',
  addPhoto: 'Thêm ảnh',
  removePhoto: 'Bỏ ảnh',
  photo: 'Ảnh',
  photoUnavailable: 'Ảnh này không còn nữa',
  uploading: 'Đang tải ảnh lên…',
  dropPhotos: 'Thả ảnh vào đây',
  newMessages: 'Tin nhắn mới',
  loading: 'Đang mở cuộc trò chuyện…',
  thinking: 'Đang suy nghĩ…',
  stopping: 'Đang dừng…',
  stopped: 'Đã dừng.',
  retry: 'Thử lại',
  helpful: 'Hữu ích',
  notHelpful: 'Chưa hữu ích',
  opensNewTab: 'mở trong thẻ mới',
  waiting: 'Sẽ gửi khi câu trả lời này xong.',
  offline: 'Không có mạng. Nội dung bạn gõ vẫn được giữ lại.',
  offlineUnsent: 'Không có mạng. Tin nhắn được giữ lại và sẽ gửi khi có mạng.',
  offlineAnswering: 'Không có mạng. Câu trả lời sẽ tiếp tục khi có mạng.',
  reconnecting: 'Mất kết nối. Đang kết nối lại…',
  lost: 'Không có kết nối. Cuộc trò chuyện sẽ tiếp tục khi có kết nối.',
  lostUnsent: 'Không có kết nối. Tin nhắn được giữ lại và sẽ được gửi lại.',
  reconnect: 'Kết nối lại',
  table: 'Bảng',
  products: 'Sản phẩm',
  view: 'Xem',
  viewProduct: (title) => `Xem ${title}`,
  from: (price) => `từ ${price}`,
  insteadOf: 'thay vì',
  inStock: 'Còn hàng',
  outOfStock: 'Hết hàng',
  backorder: 'Đặt chờ hàng',
  preorder: 'Đặt trước',
  discontinued: 'Ngừng kinh doanh',
  choices: (name, count) => `${name}: ${count} lựa chọn`,
  quote: 'Giá',
  subtotal: 'Tạm tính',
  saving: (code) => `Mã ${code}`,
  total: 'Tổng cộng',
  statedPrice: 'Tính theo giá bạn đưa ra, không phải giá trong cửa hàng.',
  couponRefused: 'Không áp dụng được mã',
  tools: {
    search_products: 'Đang tìm trong cửa hàng…',
    get_product_info: 'Đang xem chi tiết sản phẩm…',
    calculate_discount: 'Đang tính giá…',
    compare_products: 'Đang so sánh sản phẩm…',
    find_products_like_photo: 'Đang xem ảnh của bạn…',
  },
  lookingUp: 'Đang tra cứu…',
  tooManyPhotos: (limit) => `Mỗi tin nhắn tối đa ${limit} ảnh.`,
  notAPhoto: 'Tệp này không phải là ảnh.',
  failure({ code, retryAfter }) {
    switch (code) {
      case 'network':
      case 'timeout':
        return 'Chưa gửi được: không có kết nối.';
      case 'rate_limited':
        return retryAfter
          ? `Bạn gửi nhiều tin quá. Vui lòng chờ ${retryAfter} giây.`
          : 'Bạn gửi nhiều tin quá. Vui lòng chờ một lát.';
      case 'overloaded':
        return 'Hiện có nhiều người đang hỏi. Bạn vui lòng thử lại sau ít phút nhé.';
      case 'turn_in_progress':
        return 'Câu trả lời trước vẫn đang được viết.';
      case 'origin_not_allowed':
        return 'Trang web này chưa được cài đặt để trò chuyện.';
      case 'payload_too_large':
        return 'Nội dung quá lớn, không gửi được.';
      case 'unsupported_image':
      case 'unsupported_media_type':
      case 'image_too_many_pixels':
        return 'Không đọc được ảnh này. Hãy thử ảnh khác.';
      case 'upload_quota':
        return 'Bạn đã gửi nhiều ảnh. Vui lòng thử lại sau.';
      case 'too_many_attachments':
        return 'Quá nhiều ảnh trong một tin nhắn.';
      default:
        return 'Đã có lỗi xảy ra. Vui lòng thử lại.';
    }
  },
};

const LABELS: Record<Language, Labels> = { en, vi };

/** By the language of a BCP 47 tag; English where we have no words. */
export function labelsFor(locale: string): Labels {
  return LABELS[languageOf(locale)];
}

/** The locale as `Intl` takes it; English for what is no language tag. */
export function usableLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
