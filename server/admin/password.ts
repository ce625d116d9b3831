import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt with N = 2^15, r = 8, p = 3: one of the settings that OWASP's Password Storage Cheat Sheet holds equal to
 * N = 2^17, p = 1, at 32 MiB instead of 128 MiB for each sign-in that runs at the same time.
 */
const COST = { logN: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

interface Cost {
  logN: number;
  r: number;
  p: number;
}

/** The password as `$scrypt$ln=15,r=8,p=3$<salt>$<hash>` (PHC string format), so that the cost can grow later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  const { logN, r, p } = COST;
  return `$scrypt$ln=${logN},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Comparing with it takes no less time than with a real one, and no password fits: for an address that nobody has. */
export const HASH_OF_NOBODY = `$scrypt$ln=${COST.logN},r=${COST.r},p=${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Takes the same time for a right and a wrong password. Throws RangeError when `encoded` is not one of our hashes. */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const { cost, salt, hash } = decode(encoded);
  return timingSafeEqual(await derive(password, salt, cost), hash);
}

/** True when a hash was made with less work than new ones are. Throws RangeError when it is not one of ours. */
export function isOutdated(encoded: string): boolean {
  const { cost } = decode(encoded);
  return workOf(cost) < workOf(COST);
}

/** In proportion to time (RFC 7914: N · r · p blocks are mixed). */
function workOf({ logN, r, p }: Cost): number {
  return 2 ** logN * r * p;
}

function decode(encoded: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const match =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/-]{22})\$([\w+/-]{43})$/.exec(encoded);
  if (!match) throw new RangeError('not a password hash of ours');
  const [, logN, r, p, salt = '', hash = ''] = match;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** NFKC first: the same key presses give different code points on different keyboards. */
function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const limits = { N, r, p, maxmem: 128 * N * r * 2 };
  scrypt(password.normalize('NFKC'), salt, HASH_BYTES, limits, (error, key) =>
    error ? reject(error) : resolve(key),
  );
  return promise;
}
