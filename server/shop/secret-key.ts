import { createHash, hkdfSync } from 'node:crypto';

/** The installation's secret, of which every purpose has a key of its own: one that leaks opens nothing else. */
export interface SecretKey {
  /** 256 bits for one purpose (HKDF, RFC 5869, with SHA-256), the same for the same words. */
  deriveKey(purpose: string): Uint8Array;
  /** Tells keys apart without telling them. */
  fingerprint: string;
}

export const SECRET_KEY_CHARACTERS = 32;
const KEY_BYTES = 32;

/** `secret` has at least SECRET_KEY_CHARACTERS characters of chance. */
export function secretKey(secret: string): SecretKey {
  const deriveKey = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, 'aisle', purpose, KEY_BYTES));
  const fingerprint = createHash('sha256').update(deriveKey('fingerprint')).digest('hex');
  return { deriveKey, fingerprint: fingerprint.slice(0, 16) };
}
