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
});
