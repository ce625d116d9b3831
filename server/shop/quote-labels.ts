import { formatPrice } from '../../shared/format-price.ts';
import { type Language, languageOf } from '../../shared/language.ts';
import { categoryLabel } from './category.ts';
import type { Coupon } from './coupon.ts';

/** Why a coupon was not applied, one sentence each in the language of a store. */
export interface QuoteLabels {
  /** Unknown, switched off, not yet valid, used up: one sentence, so that guessing teaches nothing. */
  invalid(code: string): string;
  expired(code: string): string;
  nothingEligible(code: string, scope: Coupon['scope']): string;
  /** Amounts in minor units. */
  minimumNotMet(code: string, amounts: { minimum: number; missing: number }): string;
  /** The one line of a quote on a price that a shopper stated. */
  statedPrice: string;
}

/** Languages without labels of their own read English. */
export function quoteLabels(locale: string, currency: string): QuoteLabels {
  const money = (amount: number) => formatPrice({ amount, currency }, locale);
  return LABELS[languageOf(locale)](money, new Intl.ListFormat(locale));
}

type LabelMaker = (money: (amount: number) => string, list: Intl.ListFormat) => QuoteLabels;

const english: LabelMaker = (money, list) => ({
  invalid: (code) => `The code ${code} is not valid.`,
  expired: (code) => `The code ${code} has expired.`,
  nothingEligible: (code, scope) =>
    scope.kind === 'categories'
      ? `The code ${code} is only for ${list.format(scope.values.map(categoryLabel))}.`
      : `The code ${code} is only for certain other products.`,
  minimumNotMet: (code, { minimum, missing }) =>
    `The code ${code} needs at least ${money(minimum)} of the products it is for; ${money(missing)} is missing.`,
  statedPrice: 'Stated price',
});

const vietnamese: LabelMaker = (money, list) => ({
  invalid: (code) => `Mã ${code} không hợp lệ.`,
  expired: (code) => `Mã ${code} đã hết hạn.`,
  nothingEligible: (code, scope) =>
    scope.kind === 'categories'
      ? `Mã ${code} chỉ áp dụng cho ${list.format(scope.values.map(categoryLabel))}.`
      : `Mã ${code} chỉ áp dụng cho một số sản phẩm khác.`,
  minimumNotMet: (code, { minimum, missing }) =>
    `Mã ${code} cần tối thiểu ${money(minimum)} cho các sản phẩm được áp dụng; còn thiếu ${money(missing)}.`,
  statedPrice: 'Giá do khách nêu',
});

const LABELS: Record<Language, LabelMaker> = { en: english, vi: vietnamese };
