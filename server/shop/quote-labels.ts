import { formatPrice } from '../../shared/format-price.ts';
import { sentence } from '../words/sentence.ts';
import { categoryLabel } from './category.ts';
import type { CouponRefusal } from './coupon-rules.ts';

/** What a quote says in words, in one language. */
export interface QuoteLabels {
  /** Why a coupon was not applied. */
  refusal(code: string, refusal: CouponRefusal): string;
  /** The one line of a quote on a price that a shopper stated. */
  statedPrice: string;
}

/** Languages without words of their own read English; amounts are written as the locale does. */
export function quoteLabels(locale: string, currency: string): QuoteLabels {
  const money = (amount: number) => formatPrice({ amount, currency }, locale);
  return {
    refusal(code, refusal) {
      switch (refusal.reason) {
        case 'invalid':
          return sentence('couponInvalid', locale, { code });
        case 'not_logged_in':
          return sentence('couponForCustomers', locale, { code });
        case 'nothing_eligible': {
          if (refusal.scope.kind !== 'categories')
            return sentence('couponForOthers', locale, { code });
          const categories = refusal.scope.values.map(categoryLabel);
          return sentence('couponForCategories', locale, { code, categories });
        }
        case 'minimum_not_met': {
          const minimum = money(refusal.minimum);
          return sentence('couponMinimum', locale, {
            code,
            minimum,
            missing: money(refusal.missing),
          });
        }
        case 'already_given':
          return sentence('couponGiven', locale, { code });
        case 'not_combinable':
          return sentence('couponAlone', locale, { code, codes: refusal.applied });
      }
    },
    statedPrice: sentence('statedPrice', locale),
  };
}
