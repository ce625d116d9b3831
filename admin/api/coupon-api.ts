import type {
  AdminCoupon,
  AdminCouponList,
  CouponChange,
  CouponDraft,
  CouponDraftTrial,
  NewCouponCode,
} from '../../shared/admin-coupons.ts';
import type { Quote } from '../../shared/quote.ts';
import { request, requestChange } from './request.ts';

const inStore = (store: string, path: string) =>
  `/stores/${encodeURIComponent(store)}/coupons${path}`;

/** A coupon as somebody has seen it. */
interface Seen {
  id: string;
  version: number;
}

/** The calls of the coupon pages. All throw ApiProblem. */
export const couponApi = {
  /** `query`: q, state, limit and cursor. */
  list: (store: string, query: URLSearchParams, signal?: AbortSignal) =>
    request<AdminCouponList>(inStore(store, query.size > 0 ? `?${query}` : ''), { signal }),
  get: (store: string, id: string, signal?: AbortSignal) =>
    request<AdminCoupon>(inStore(store, `/${encodeURIComponent(id)}`), { signal }),
  create: (store: string, body: CouponDraft) =>
    requestChange<AdminCoupon>(inStore(store, ''), { method: 'POST', body }),
  change: (store: string, { id, version }: Seen, body: CouponChange) =>
    requestChange<AdminCoupon>(inStore(store, `/${id}`), { method: 'PATCH', body, version }),
  remove: (store: string, { id, version }: Seen) =>
    requestChange<void>(inStore(store, `/${id}`), { method: 'DELETE', version }),
  newCode: (store: string) => request<NewCouponCode>(inStore(store, '/code'), { method: 'POST' }),
  /** What a shopper would get with a coupon that is like this, saved or not. */
  try: (store: string, body: CouponDraftTrial, signal: AbortSignal) =>
    request<Quote>(inStore(store, '/try'), { method: 'POST', body, signal }),
};
