import type {
  CatalogExportFormat,
  ImportFormat,
  ImportRowKind,
  ImportStatus,
  WantedImportFormat,
} from '../../shared/catalog-import.ts';
import { IMPORT_SENTENCES, type ImportSentences } from '../../shared/import-sentences.ts';
import { wordsIn } from '../words/words.ts';

interface ImportWords extends ImportSentences {
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
}

const products = (count: string) => (count === '1' ? '1 product' : `${count} products`);

const english: ImportWords = {
  ...IMPORT_SENTENCES.en,
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
};

const vietnamese: ImportWords = {
  ...IMPORT_SENTENCES.vi,
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
};

export const importWords = wordsIn({ en: english, vi: vietnamese });
