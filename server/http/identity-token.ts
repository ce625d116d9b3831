import { errors, type JWTPayload, jwtVerify } from 'jose';
import { AppError } from '../errors.ts';
import type { Store } from '../shop/store.ts';

const ALGORITHM = 'HS256';
const CLOCK_SKEW_SECONDS = 60;
/** A token names a person: one that leaks must not do so for long. */
const MAX_LIFE_SECONDS = 24 * 60 * 60;

/**
 * Who the shop says the visitor is. Throws AppError `unauthorized` for anything but a fresh token of this store. What is
 * wrong with one that the store's secret signed is said: only the shop's own developers can have made it.
 */
export async function customerRefOf(store: Store, identityToken: string): Promise<string> {
  const { sub, exp } = await claimsOf(store, identityToken);
  const latest = Date.now() / 1_000 + MAX_LIFE_SECONDS;
  if (exp === undefined || exp > latest) {
    throw refusal('needs an "exp", in seconds, within 24 hours');
  }
  if (typeof sub !== 'string' || !/^[^\0]{1,200}$/.test(sub)) {
    throw refusal('needs a "sub", a string of up to 200 characters');
  }
  return sub;
}

async function claimsOf(store: Store, identityToken: string): Promise<JWTPayload> {
  try {
    const secret = new TextEncoder().encode(store.identitySecret);
    const { payload } = await jwtVerify(identityToken, secret, {
      algorithms: [ALGORITHM],
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refusal('has expired');
    // Claims are looked at once the signature is right.
    const isOurs = error instanceof errors.JWTClaimValidationFailed;
    throw refusal(isOurs ? `is not accepted: ${error.message}` : 'is not valid for this store');
  }
}

function refusal(reason: string): AppError {
  return new AppError('unauthorized', `The identity token ${reason}.`);
}
