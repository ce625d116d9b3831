import type {
  CatalogExportFormat,
  ImportFailure,
  ImportFormat,
  ImportRowKind,
  ImportStatus,
  RefusalReason,
  WantedImportFormat,
} from '../../shared/catalog-import.ts';
import { wordsIn } from '../words/words.ts';

type Sentence = (value: string) => string;

interface ImportWords {
  title: string;
  back: string;
  intro: string;
  dropTitle: string;
  dropText: string;
  choose: string;
  format: string;
  formats: Record<WantedImportFormat, string>;
  recognised: Record<ImportFormat, string>;
  sending: (percent: string) => string;
  stopSending: string;
  exportTitle: string;
  exportText: string;
  exports: Record<CatalogExportFormat, string>;
  history: string;
  noHistory: string;
  statuses: Record<ImportStatus, string>;
  by: (name: string) => string;
  rowsRead: (count: string) => string;
  checking: (reached: string, all: string) => string;
  sorting: string;
  running: (reached: string, all: string) => string;
  kinds: Record<ImportRowKind, string>;
  kindHints: Record<ImportRowKind, string>;
  noneOfKind: string;
  line: (line: number) => string;
  product: string;
  changes: string;
  reason: string;
  wasNothing: string;
  becomesNothing: string;
  from: string;
  to: string;
  fields: Record<string, string>;
  missingTitle: (count: string) => string;
  missingLeave: string;
  missingHide: string;
  run: (count: string) => string;
  nothingToDo: string;
  discard: string;
  cancel: string;
  cancelling: string;
  stopped: string;
  made: (count: string) => string;
  changed: (count: string) => string;
  left: (count: string) => string;
  hidden: (count: string) => string;
  expired: string;
  toProducts: string;
  downloadRefused: string;
  another: string;
  failureOnLine: (line: number, text: string) => string;
  failures: Record<ImportFailure, string>;
  reasons: Record<RefusalReason, Sentence>;
}

const products = (count: string) => (count === '1' ? '1 product' : `${count} products`);

const english: ImportWords = {
  title: 'Import and export',
  back: 'Products',
  intro: 'Nothing is changed before you have seen what would happen.',
  dropTitle: 'Drop a catalog file here',
  dropText: 'CSV, JSON, TSV or XML, also .gz, up to 200 MB',
  choose: 'or choose a file',
  format: 'Format',
  formats: {
    auto: 'Recognise it',
    aisle: 'Aisle (JSON or CSV)',
    shopify: 'Shopify product CSV',
    google: 'Google Merchant feed',
    woocommerce: 'WooCommerce CSV',
  },
  recognised: {
    aisle: 'Aisle JSON',
    'aisle-csv': 'Aisle CSV',
    shopify: 'Shopify CSV',
    google: 'Google Merchant feed',
    woocommerce: 'WooCommerce CSV',
  },
  sending: (percent) => `Sending: ${percent}`,
  stopSending: 'Stop',
  exportTitle: 'Export',
  exportText:
    'All products of this store. The first two say everything of a product; brought back here, none changes anything.',
  exports: {
    aisle: 'JSON lines',
    'aisle-csv': 'CSV',
    shopify: 'Shopify CSV',
    'google-tsv': 'Google Merchant TSV',
    'google-xml': 'Google Merchant XML',
  },
  history: 'Imports so far',
  noHistory: 'No file was imported yet.',
  statuses: {
    receiving: 'Arriving',
    checking: 'Checking',
    ready: 'Ready',
    running: 'Running',
    done: 'Done',
    cancelled: 'Cancelled',
    failed: 'Failed',
    expired: 'Expired',
  },
  by: (name) => `by ${name}`,
  rowsRead: (count) => `${count} rows`,
  checking: (reached, all) => `${reached} of ${all} products compared with the store`,
  sorting: 'Finding out which rows belong together…',
  running: (reached, all) => `${reached} of ${all} products dealt with`,
  kinds: { new: 'New', changed: 'Changed', unchanged: 'Unchanged', refused: 'Refused' },
  kindHints: {
    new: 'Products that the store does not have yet.',
    changed: 'What is in the store, and what would take its place.',
    unchanged: 'These stay exactly as they are.',
    refused: 'These are left out. Put them right in the file and import it again.',
  },
  noneOfKind: 'There are none.',
  line: (line) => `Line ${line}`,
  product: 'Product',
  changes: 'Changes',
  reason: 'Reason',
  wasNothing: 'nothing',
  becomesNothing: 'nothing',
  from: 'Before:',
  to: 'After:',
  fields: {
    title: 'Title',
    handle: 'Handle',
    description: 'Description',
    url: 'Link',
    brand: 'Brand',
    categories: 'Categories',
    tags: 'Tags',
    attributes: 'Attributes',
    options: 'Options',
    media: 'Pictures',
    rating: 'Rating',
    external_id: 'External id',
    metadata: 'Other data',
    variant: 'Variant',
    sku: 'SKU',
    price: 'Price',
    list_price: 'List price',
    availability: 'Availability',
    stock: 'Stock',
    barcodes: 'Barcodes',
  },
  missingTitle: (count) => `Not in this file: ${products(count)} for sale`,
  missingLeave: 'Leave them as they are',
  missingHide: 'Make them unavailable',
  run: (count) => `Import ${products(count)}`,
  nothingToDo: 'The store has all of this already.',
  discard: 'Discard',
  cancel: 'Cancel',
  cancelling: 'Stopping after this batch…',
  stopped: 'Stopped.',
  made: (count) => `Made: ${products(count)}.`,
  changed: (count) => `Changed: ${products(count)}.`,
  left: (count) => `Not written: ${products(count)}.`,
  hidden: (count) => `Made unavailable: ${products(count)}.`,
  expired: 'Nobody ran this import within a week.',
  toProducts: 'Show products',
  downloadRefused: 'Download what was refused',
  another: 'Import another file',
  failureOnLine: (line, text) => `Line ${line}: ${text}`,
  failures: {
    empty: 'The file is empty.',
    no_rows: 'The file has a header and nothing below it.',
    not_text: 'The file is not text. Export it as CSV, JSON or XML.',
    archive: 'The file is an archive or a spreadsheet. Unpack it, or save it as CSV.',
    unknown_format: 'The columns are those of no format that is known here.',
    columns_missing: 'Columns are missing that this format needs.',
    too_many_columns: 'The file has too many columns.',
    line_too_long: 'A row is too long to be one of a catalog.',
    cut_short: 'The file ends in the middle: it was cut short.',
    quote_open: 'A quotation mark is opened and never closed.',
    too_large: 'The file is too large.',
    broken_archive: 'The file is packed, and damaged.',
    interrupted: 'The file did not arrive whole. Send it again.',
    internal: 'Something went wrong here. Try again.',
  },
  reasons: {
    not_json: () => 'This is not JSON.',
    shape: (value) => value || 'This is not what it should be.',
    title_missing: () => 'There is no title.',
    price_missing: () => 'There is no price.',
    price_unreadable: (value) => `“${value}” is not a price in this store’s currency.`,
    price_ambiguous: (value) => `“${value}” can be read in two ways.`,
    number_unreadable: (value) => `“${value}” is not a whole number.`,
    currency_differs: (value) => `The store sells in another currency: ${value}.`,
    unpublished: () => 'It is a draft, private or archived.',
    parent_missing: (value) => `Its parent product “${value}” is not in the file.`,
    repeated: (value) => `It stands twice in the file: ${value}.`,
    handle_taken: (value) => `The handle belongs to another product: ${value}.`,
    sku_taken: (value) => `The SKU belongs to another product: ${value}.`,
    same_product: (value) => `It is the same product of the store as line ${value}.`,
    too_many_rows: () => 'It has more rows than a product may have.',
    not_written: (value) => `It could not be written: ${value}`,
  },
};

const vietnamese: ImportWords = {
  title: 'Nhập và xuất',
  back: 'Sản phẩm',
  intro: 'Không có gì thay đổi trước khi bạn xem trước kết quả.',
  dropTitle: 'Thả tệp danh mục vào đây',
  dropText: 'CSV, JSON, TSV hoặc XML, kể cả .gz, tối đa 200 MB',
  choose: 'hoặc chọn tệp',
  format: 'Định dạng',
  formats: {
    auto: 'Tự nhận biết',
    aisle: 'Aisle (JSON hoặc CSV)',
    shopify: 'CSV sản phẩm Shopify',
    google: 'Nguồn cấp Google Merchant',
    woocommerce: 'CSV WooCommerce',
  },
  recognised: {
    aisle: 'Aisle JSON',
    'aisle-csv': 'Aisle CSV',
    shopify: 'CSV Shopify',
    google: 'Nguồn cấp Google Merchant',
    woocommerce: 'CSV WooCommerce',
  },
  sending: (percent) => `Đang gửi: ${percent}`,
  stopSending: 'Dừng',
  exportTitle: 'Xuất',
  exportText:
    'Toàn bộ sản phẩm của cửa hàng. Hai loại đầu chứa mọi thông tin của sản phẩm; nhập lại vào đây thì không loại nào làm thay đổi gì.',
  exports: {
    aisle: 'JSON từng dòng',
    'aisle-csv': 'CSV',
    shopify: 'CSV Shopify',
    'google-tsv': 'TSV Google Merchant',
    'google-xml': 'XML Google Merchant',
  },
  history: 'Các lần nhập',
  noHistory: 'Chưa nhập tệp nào.',
  statuses: {
    receiving: 'Đang nhận',
    checking: 'Đang kiểm tra',
    ready: 'Sẵn sàng',
    running: 'Đang nhập',
    done: 'Xong',
    cancelled: 'Đã hủy',
    failed: 'Thất bại',
    expired: 'Hết hạn',
  },
  by: (name) => `bởi ${name}`,
  rowsRead: (count) => `${count} dòng`,
  checking: (reached, all) => `Đã so sánh ${reached} trên ${all} sản phẩm với cửa hàng`,
  sorting: 'Đang tìm các dòng thuộc cùng một sản phẩm…',
  running: (reached, all) => `Đã xử lý ${reached} trên ${all} sản phẩm`,
  kinds: { new: 'Mới', changed: 'Thay đổi', unchanged: 'Giữ nguyên', refused: 'Bị từ chối' },
  kindHints: {
    new: 'Những sản phẩm cửa hàng chưa có.',
    changed: 'Nội dung đang có và nội dung sẽ thay thế.',
    unchanged: 'Những sản phẩm này giữ nguyên.',
    refused: 'Những sản phẩm này bị bỏ qua. Hãy sửa trong tệp rồi nhập lại.',
  },
  noneOfKind: 'Không có sản phẩm nào.',
  line: (line) => `Dòng ${line}`,
  product: 'Sản phẩm',
  changes: 'Thay đổi',
  reason: 'Lý do',
  wasNothing: 'trống',
  becomesNothing: 'trống',
  from: 'Trước:',
  to: 'Sau:',
  fields: {
    title: 'Tên',
    handle: 'Đường dẫn',
    description: 'Mô tả',
    url: 'Liên kết',
    brand: 'Thương hiệu',
    categories: 'Danh mục',
    tags: 'Thẻ',
    attributes: 'Thuộc tính',
    options: 'Tùy chọn',
    media: 'Hình ảnh',
    rating: 'Đánh giá',
    external_id: 'Mã bên ngoài',
    metadata: 'Dữ liệu khác',
    variant: 'Phiên bản',
    sku: 'SKU',
    price: 'Giá',
    list_price: 'Giá niêm yết',
    availability: 'Tình trạng',
    stock: 'Tồn kho',
    barcodes: 'Mã vạch',
  },
  missingTitle: (count) => `${count} sản phẩm đang bán không có trong tệp này`,
  missingLeave: 'Giữ nguyên',
  missingHide: 'Chuyển sang hết hàng',
  run: (count) => `Nhập ${count} sản phẩm`,
  nothingToDo: 'Cửa hàng đã có tất cả nội dung này.',
  discard: 'Bỏ',
  cancel: 'Hủy',
  cancelling: 'Sẽ dừng sau đợt này…',
  stopped: 'Đã dừng.',
  made: (count) => `Đã tạo ${count} sản phẩm.`,
  changed: (count) => `Đã thay đổi ${count} sản phẩm.`,
  left: (count) => `Chưa ghi ${count} sản phẩm.`,
  hidden: (count) => `Đã chuyển ${count} sản phẩm sang hết hàng.`,
  expired: 'Không ai chạy lần nhập này trong vòng một tuần.',
  toProducts: 'Xem sản phẩm',
  downloadRefused: 'Tải danh sách bị từ chối',
  another: 'Nhập tệp khác',
  failureOnLine: (line, text) => `Dòng ${line}: ${text}`,
  failures: {
    empty: 'Tệp trống.',
    no_rows: 'Tệp chỉ có dòng tiêu đề.',
    not_text: 'Tệp không phải là văn bản. Hãy xuất dưới dạng CSV, JSON hoặc XML.',
    archive: 'Tệp là tệp nén hoặc bảng tính. Hãy giải nén hoặc lưu dưới dạng CSV.',
    unknown_format: 'Các cột không thuộc định dạng nào được biết.',
    columns_missing: 'Thiếu cột mà định dạng này cần.',
    too_many_columns: 'Tệp có quá nhiều cột.',
    line_too_long: 'Có một dòng quá dài.',
    cut_short: 'Tệp bị cắt ngang giữa chừng.',
    quote_open: 'Có dấu ngoặc kép mở mà không đóng.',
    too_large: 'Tệp quá lớn.',
    broken_archive: 'Tệp nén bị hỏng.',
    interrupted: 'Tệp chưa được gửi trọn vẹn. Hãy gửi lại.',
    internal: 'Đã xảy ra lỗi ở đây. Hãy thử lại.',
  },
  reasons: {
    not_json: () => 'Đây không phải là JSON.',
    shape: (value) => value || 'Nội dung không đúng dạng.',
    title_missing: () => 'Không có tên.',
    price_missing: () => 'Không có giá.',
    price_unreadable: (value) => `“${value}” không phải là giá theo tiền tệ của cửa hàng.`,
    price_ambiguous: (value) => `“${value}” có thể hiểu theo hai cách.`,
    number_unreadable: (value) => `“${value}” không phải là số nguyên.`,
    currency_differs: (value) => `Cửa hàng bán bằng tiền tệ khác: ${value}.`,
    unpublished: () => 'Là bản nháp, riêng tư hoặc đã lưu trữ.',
    parent_missing: (value) => `Sản phẩm cha “${value}” không có trong tệp.`,
    repeated: (value) => `Xuất hiện hai lần trong tệp: ${value}.`,
    handle_taken: (value) => `Đường dẫn thuộc về sản phẩm khác: ${value}.`,
    sku_taken: (value) => `SKU thuộc về sản phẩm khác: ${value}.`,
    same_product: (value) => `Trùng với sản phẩm ở dòng ${value}.`,
    too_many_rows: () => 'Có nhiều dòng hơn mức cho phép của một sản phẩm.',
    not_written: (value) => `Không ghi được: ${value}`,
  },
};

export const importWords = wordsIn({ en: english, vi: vietnamese });
