import type { CouponState } from '../../../shared/admin-coupons.ts';

/** What the list shows; the same names stand in the page's address and in the call of the API. */
export interface CouponQuery {
  /** Part of a code or of a title. */
  q?: string;
  state?: CouponState;
}

export const STATES = [
  'active',
  'scheduled',
  'inactive',
  'used_up',
  'expired',
] as const satisfies CouponState[];

const LONGEST_TEXT = 200;

/** What an address asks for. Somebody may have typed it: what makes no sense is left out. */
export function readCouponQuery(address: URLSearchParams): CouponQuery {
  return {
    q: address.get('q')?.trim().slice(0, LONGEST_TEXT) || undefined,
    state: STATES.find((state) => state === address.get('state')),
  };
}

export function writeCouponQuery(query: CouponQuery): URLSearchParams {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return new URLSearchParams(given);
}
