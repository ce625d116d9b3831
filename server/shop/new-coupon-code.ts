import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for another one: without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
const LENGTH = 12;

/** 12 characters of 23: 54 bits of chance, so that nobody guesses one, even at a thousand tries an hour. */
export function newCouponCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
