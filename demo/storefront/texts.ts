/** What the storefront pages say besides what the catalog says. */
export interface StorefrontTexts {
  skipToContent: string;
  tagline: string;
  intro: string;
  demoNote: string;
  search: string;
  searchPlaceholder: string;
  categories: string;
  allProducts: string;
  results(query: string): string;
  nothingFound: string;
  showEverything: string;
  seeAll(category: string): string;
  nextPage: string;
  from: string;
  was: string;
  choices(count: number): string;
  rating(value: string, count: number): string;
  inStock: string;
  fewLeft(count: number): string;
  backorder: string;
  preorder: string;
  outOfStock: string;
  notMade: string;
  quantity: string;
  addToCart: string;
  added: string;
  viewCart: string;
  needsScript: string;
  details: string;
  related: string;
  cart: string;
  cartEmpty: string;
  cartLoading: string;
  cartFailed: string;
  subtotal: string;
  remove: string;
  eachPrice: string;
  checkout: string;
  checkoutNote: string;
  keepShopping: string;
  notFound: string;
  notFoundNote: string;
  footer: string;
  aboutDemo: string;
}

const english: StorefrontTexts = {
  skipToContent: 'Skip to content',
  tagline: 'Good gear for days outside',
  intro: 'Tents, boots and stoves that we take out ourselves, explained in plain words.',
  demoNote: 'A demo shop: nothing here is really for sale.',
  search: 'Search',
  searchPlaceholder: 'Search tents, boots, lamps…',
  categories: 'Categories',
  allProducts: 'All products',
  results: (query) => `Results for “${query}”`,
  nothingFound: 'Nothing matches. Try fewer words, or ask the assistant.',
  showEverything: 'Show all products',
  seeAll: (category) => `All ${category}`,
  nextPage: 'Next page',
  from: 'from',
  was: 'Was',
  choices: (count) => `${count} choices`,
  rating: (value, count) => `Rated ${value} out of 5 by ${count} people`,
  inStock: 'In stock',
  fewLeft: (count) => `Only ${count} left`,
  backorder: 'On backorder: ships in 2 to 3 weeks',
  preorder: 'Preorder: ships when it arrives',
  outOfStock: 'Out of stock',
  notMade: 'Not made in this combination',
  quantity: 'Quantity',
  addToCart: 'Add to cart',
  added: 'Added to your cart.',
  viewCart: 'View cart',
  needsScript: 'Choosing a variant and the cart need JavaScript.',
  details: 'Details',
  related: 'You may also like',
  cart: 'Cart',
  cartEmpty: 'Your cart is empty.',
  cartLoading: 'Loading your cart…',
  cartFailed: 'The cart could not be loaded. Please reload the page.',
  subtotal: 'Subtotal',
  remove: 'Remove',
  eachPrice: 'each',
  checkout: 'Checkout',
  checkoutNote: 'This is a demo: there is no checkout and nobody will send you a tent.',
  keepShopping: 'Keep shopping',
  notFound: 'This page wandered off the trail',
  notFoundNote: 'The page does not exist, or the product is no longer sold.',
  footer: 'Products, brands and prices are invented.',
  aboutDemo: 'About this demo',
};

const vietnamese: StorefrontTexts = {
  skipToContent: 'Đến nội dung chính',
  tagline: 'Chọn đúng máy, dùng bền lâu',
  intro: 'Laptop và phụ kiện có cấu hình rõ ràng, giá niêm yết, tư vấn thật lòng.',
  demoNote: 'Cửa hàng trình diễn: không có gì được bán thật.',
  search: 'Tìm kiếm',
  searchPlaceholder: 'Tìm laptop, chuột, màn hình…',
  categories: 'Danh mục',
  allProducts: 'Tất cả sản phẩm',
  results: (query) => `Kết quả cho “${query}”`,
  nothingFound: 'Không có sản phẩm phù hợp. Hãy thử từ khoá ngắn hơn hoặc hỏi trợ lý.',
  showEverything: 'Xem tất cả sản phẩm',
  seeAll: (category) => `Tất cả ${category}`,
  nextPage: 'Trang sau',
  from: 'từ',
  was: 'Giá gốc',
  choices: (count) => `${count} lựa chọn`,
  rating: (value, count) => `Được ${count} người chấm ${value} trên 5`,
  inStock: 'Còn hàng',
  fewLeft: (count) => `Chỉ còn ${count} sản phẩm`,
  backorder: 'Đặt hàng: giao sau 2 đến 3 tuần',
  preorder: 'Đặt trước: giao khi hàng về',
  outOfStock: 'Hết hàng',
  notMade: 'Không có phiên bản này',
  quantity: 'Số lượng',
  addToCart: 'Thêm vào giỏ',
  added: 'Đã thêm vào giỏ hàng.',
  viewCart: 'Xem giỏ hàng',
  needsScript: 'Cần bật JavaScript để chọn phiên bản và dùng giỏ hàng.',
  details: 'Thông số',
  related: 'Có thể bạn quan tâm',
  cart: 'Giỏ hàng',
  cartEmpty: 'Giỏ hàng đang trống.',
  cartLoading: 'Đang tải giỏ hàng…',
  cartFailed: 'Không tải được giỏ hàng. Vui lòng tải lại trang.',
  subtotal: 'Tạm tính',
  remove: 'Xoá',
  eachPrice: 'mỗi sản phẩm',
  checkout: 'Thanh toán',
  checkoutNote: 'Đây là bản trình diễn: không có bước thanh toán và không có gì được giao.',
  keepShopping: 'Tiếp tục mua hàng',
  notFound: 'Không tìm thấy trang này',
  notFoundNote: 'Trang không tồn tại hoặc sản phẩm đã ngừng bán.',
  footer: 'Sản phẩm, thương hiệu và giá đều là hư cấu.',
  aboutDemo: 'Về bản trình diễn này',
};

export function storefrontTexts(locale: string): StorefrontTexts {
  return locale.startsWith('vi') ? vietnamese : english;
}
