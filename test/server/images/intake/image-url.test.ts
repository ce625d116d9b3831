import { describe, expect, it } from 'vitest';
import {
  imageIdOf,
  imageUrl,
  imageUrlPath,
  parseImageUrl,
} from '../../../../server/images/intake/image-url.ts';
import { newId } from '../../../../server/shop/new-id.ts';

const ID = newId();

describe('addresses of photos', () => {
  it.each([
    'https://chat.shop.example',
    'https://chat.shop.example/',
    'https://shop.example/aisle',
  ])('come back as ids under %s', (publicUrl) => {
    expect(parseImageUrl(imageUrl(publicUrl, ID), publicUrl)).toBe(ID);
    expect(parseImageUrl(imageUrlPath(ID), publicUrl)).toBe(ID);
    expect(imageIdOf(imageUrlPath(ID))).toBe(ID);
  });

  it.each([
    `https://chat.shop.example.evil.example/v1/images/${ID}`,
    `https://chat.shop.example@evil.example/v1/images/${ID}`,
    `https://evil.example/v1/images/${ID}`,
    `http://chat.shop.example/v1/images/${ID}`,
    `HTTPS://CHAT.SHOP.EXAMPLE/v1/images/${ID}`,
    `//evil.example/v1/images/${ID}`,
    `https://chat.shop.example/v1/images/${ID}/`,
    `https://chat.shop.example/v1/images/${ID}?x=1`,
    `https://chat.shop.example/v1/images/${ID}#x`,
    `https://chat.shop.example/v1/images/../images/${ID}`,
    `https://chat.shop.example/v1/images/${ID.toUpperCase()}`,
    'https://chat.shop.example/v1/images/..%2f..%2fetc%2fpasswd',
    '/v1/images/../../etc/passwd',
    `/v1/images/${ID}\n`,
    'http://127.0.0.1/x',
    'http://[::ffff:7f00:1]/',
    'http://0x7f000001/',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    '',
  ])('refuse %j', (url) => {
    expect(parseImageUrl(url, 'https://chat.shop.example')).toBeUndefined();
  });
});
