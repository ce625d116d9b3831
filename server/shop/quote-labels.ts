import { formatPrice } from '../../shared/format-price.ts';
import { type Language, languageOf } from '../../shared/language.ts';
import { categoryLabel } from './category.ts';
import type { CouponRefusal } from './coupon-rules.ts';

/** What a quote says in words, in one language. */
export interface QuoteLabels {
  /** Why a coupon was not applied. */
  refusal(code: string, refusal: CouponRefusal): string;
  /** The one line of a quote on a price that a shopper stated. */
  statedPrice: string;
}

/** Languages without labels of their own read English; amounts are written as the locale does. */
export function quoteLabels(locale: string, currency: string): QuoteLabels {
  const money = (amount: number) => formatPrice({ amount, currency }, locale);
  return LABELS[languageOf(locale)](money, new Intl.ListFormat(locale));
}

type LabelMaker = (money: (amount: number) => string, list: Intl.ListFormat) => QuoteLabels;

const english: LabelMaker = (money, list) => ({
  refusal(code, refusal) {
    switch (refusal.reason) {
      case 'invalid':
        return `The code ${code} cannot be used: it is unknown, has expired or was used up.`;
      case 'not_logged_in':
        return `The code ${code} is for customers who have signed in to the shop.`;
      case 'nothing_eligible':
        return refusal.scope.kind === 'categories'
          ? `The code ${code} is only for ${list.format(refusal.scope.values.map(categoryLabel))}.`
          : `The code ${code} is only for certain other products.`;
      case 'minimum_not_met':
        return `The code ${code} needs at least ${money(refusal.minimum)} of the products it is for; ${money(refusal.missing)} is missing.`;
      case 'already_given':
        return `The code ${code} counts only once.`;
      case 'not_combinable':
        return `The code ${code} cannot be used together with ${list.format(refusal.applied)}.`;
    }
  },
  statedPrice: 'Stated price',
});

const vietnamese: LabelMaker = (money, list) => ({
  refusal(code, refusal) {
    switch (refusal.reason) {
      case 'invalid':
        return `Không dùng được mã ${code}: mã không tồn tại, đã hết hạn hoặc đã hết lượt.`;
      case 'not_logged_in':
        return `Mã ${code} chỉ dành cho khách đã đăng nhập vào cửa hàng.`;
      case 'nothing_eligible':
        return refusal.scope.kind === 'categories'
          ? `Mã ${code} chỉ áp dụng cho ${list.format(refusal.scope.values.map(categoryLabel))}.`
          : `Mã ${code} chỉ áp dụng cho một số sản phẩm khác.`;
      case 'minimum_not_met':
        return `Mã ${code} cần tối thiểu ${money(refusal.minimum)} cho các sản phẩm được áp dụng; còn thiếu ${money(refusal.missing)}.`;
      case 'already_given':
        return `Mã ${code} chỉ được tính một lần.`;
      case 'not_combinable':
        return `Mã ${code} không dùng chung được với ${list.format(refusal.applied)}.`;
    }
  },
  statedPrice: 'Giá do khách nêu',
});

const LABELS: Record<Language, LabelMaker> = { en: english, vi: vietnamese };
