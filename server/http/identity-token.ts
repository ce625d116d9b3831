import { jwtVerify } from 'jose';
import { AppError } from '../errors.ts';
import type { Store } from '../shop/store.ts';

const ALGORITHM = 'HS256';
const CLOCK_SKEW_SECONDS = 60;
/** A token names a person: one that leaks must not do so for long. */
const MAX_LIFE_SECONDS = 24 * 60 * 60;

/** Who the shop says the visitor is. Throws AppError `unauthorized` for anything but a fresh token of this store. */
export async function customerRefOf(store: Store, identityToken: string): Promise<string> {
  try {
    const secret = new TextEncoder().encode(store.identitySecret);
    const { payload } = await jwtVerify(identityToken, secret, {
      algorithms: [ALGORITHM],
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, exp } = payload;
    const latest = Date.now() / 1_000 + MAX_LIFE_SECONDS;
    const isName = typeof sub === 'string' && /^[^\0]{1,200}$/.test(sub);
    if (isName && exp! <= latest) return sub;
  } catch {
    // Whatever was wrong with it, the answer is the same.
  }
  throw new AppError('unauthorized', 'The identity token is not valid for this store.');
}
