import { describe, expect, it } from 'vitest';
import { HASH_OF_NOBODY, hashPassword, verifyPassword } from '../../../server/admin/password.ts';

describe('a password', () => {
  it('is recognised by its hash, and another one is not', async () => {
    const hash = await hashPassword('Tent-for-4!');
    expect(await verifyPassword('Tent-for-4!', hash)).toBe(true);
    expect(await verifyPassword('tent-for-4!', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('has another hash each time', async () => {
    const hashes = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('is the same however the keyboard composes its letters', async () => {
    const hash = await hashPassword('mật khẩu'.normalize('NFC'));
    expect(await verifyPassword('mật khẩu'.normalize('NFD'), hash)).toBe(true);
  });

  it('of nobody does not exist', async () => {
    expect(await verifyPassword('', HASH_OF_NOBODY)).toBe(false);
    expect(await verifyPassword('A', HASH_OF_NOBODY)).toBe(false);
  });

  it.each(['', 'plain', '$2b$10$abc', '$scrypt$ln=99,r=8,p=3$AA$AA'])(
    'is not compared with %s',
    async (encoded) => {
      await expect(verifyPassword('x', encoded)).rejects.toThrow(RangeError);
    },
  );
});
