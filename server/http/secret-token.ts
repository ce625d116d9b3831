import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; only the hash is stored, so a stolen database opens nothing. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 is enough for a secret that nobody can guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
