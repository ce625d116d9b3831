import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { customerRefOf } from '../../../server/http/identity-token.ts';
import { aStore } from '../../fixtures/store.ts';

const store = aStore();
const secret = new TextEncoder().encode(store.identitySecret);
const token = (alg = 'HS256') => new SignJWT().setProtectedHeader({ alg }).setSubject('customer-1');

describe('an identity token', () => {
  it('names the customer', async () => {
    const jwt = await token().setExpirationTime('5 minutes').sign(secret);
    expect(await customerRefOf(store, jwt)).toBe('customer-1');
  });

  it.each([
    ['has expired', () => token().setExpirationTime('2 hours ago').sign(secret)],
    ['never expires', () => token().sign(secret)],
    ['would be valid for a week', () => token().setExpirationTime('7 days').sign(secret)],
    [
      'is not valid yet',
      () => token().setNotBefore('1 hour').setExpirationTime('2 h').sign(secret),
    ],
    [
      'is signed with another algorithm',
      () => token('HS512').setExpirationTime('5 m').sign(secret),
    ],
    [
      'is signed with another secret',
      () =>
        token()
          .setExpirationTime('5 m')
          .sign(new TextEncoder().encode('x'.repeat(32))),
    ],
    [
      'is not signed',
      async () => new UnsecuredJWT().setSubject('customer-1').setExpirationTime('5 m').encode(),
    ],
    [
      'names nobody',
      () =>
        new SignJWT().setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5 m').sign(secret),
    ],
    [
      'names somebody whom no database can keep',
      () => token().setSubject('customer\0').setExpirationTime('5 m').sign(secret),
    ],
    ['is no token', async () => 'abc'],
  ])('is refused when it %s', async (_, make) => {
    await expect(customerRefOf(store, await make())).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  const soon = () => Math.floor(Date.now() / 1_000) + 300;
  it.each<[string, Record<string, unknown>]>([
    ['has expired', { sub: 'c', exp: 1 }],
    ['needs an "exp"', { sub: 'c' }],
    ['needs an "exp"', { sub: 'c', exp: Date.now() }],
    ['needs a "sub"', { sub: 7, exp: soon() }],
    ['"nbf"', { sub: 'c', exp: soon() + 300, nbf: soon() }],
  ])('%s, it says to whoever holds the secret, and to nobody else', async (reason, claims) => {
    const signed = (key: Uint8Array) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
    const refused = async (key: Uint8Array) =>
      customerRefOf(store, await signed(key)).catch((error) => error.message);
    expect(await refused(secret)).toContain(reason);
    const other = new TextEncoder().encode('x'.repeat(32));
    expect(await refused(other)).toBe('The identity token is not valid for this store.');
  });
});
