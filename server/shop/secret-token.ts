import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that are safe in cookies and headers. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token: with 256 random bits a plain SHA-256 is as good as a slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
