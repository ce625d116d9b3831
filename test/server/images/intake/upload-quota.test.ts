import { describe, expect, it } from 'vitest';
import { uploadQuota } from '../../../../server/images/intake/upload-quota.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { fakeImages } from '../../../fakes/fake-images.ts';
import { someOwner, UPLOAD_LIMITS } from './intake.ts';

function open({ now = '2026-03-04T18:10:00Z', limits = UPLOAD_LIMITS } = {}) {
  const images = fakeImages();
  const clock = { now: () => new Date(now) };
  const quota = uploadQuota(images, { clock, limits });
  return {
    images,
    quota,
    restarted: () => uploadQuota(images, { clock, limits }),
    async keep(
      owner: { storeId: string; visitorId: string },
      number: number,
      createdAt: string,
      sentBytes = 1,
    ) {
      for (let made = 0; made < number; made += 1) {
        const facts = {
          mediaType: 'image/jpeg' as const,
          width: 1,
          height: 1,
          bytes: 1,
          sentBytes,
        };
        const image = { ...owner, ...facts, id: newId(), sha256: Buffer.alloc(32) };
        await images.add({ ...image, createdAt: new Date(createdAt) }, Buffer.alloc(1));
      }
    },
  };
}

describe('how many photos a visitor may send', () => {
  it('refuses the 21st of a day and says when the next day begins', async () => {
    const { quota, keep, restarted } = open();
    const owner = someOwner();
    await keep(owner, 19, '2026-03-04T00:00:00Z');
    (await quota.enter(owner))[Symbol.dispose]();
    await keep(owner, 1, '2026-03-04T18:00:00Z');
    const untilMidnight = (5 * 60 + 50) * 60;
    const refusal = { code: 'upload_quota', details: { retryAfter: untilMidnight } };
    await expect(quota.enter(owner)).rejects.toMatchObject(refusal);
    await expect(restarted().enter(owner)).rejects.toMatchObject(refusal);
    await expect(quota.enter(someOwner())).resolves.toBeDefined();
  });

  it('begins anew each day', async () => {
    const { quota, keep } = open();
    const owner = someOwner();
    await keep(owner, 30, '2026-03-03T23:59:59Z');
    await expect(quota.enter(owner)).resolves.toBeDefined();
  });

  it('refuses a fourth at once until one of the three ends', async () => {
    const { quota } = open();
    const owner = someOwner();
    const [first] = await Promise.all([1, 2, 3].map(() => quota.enter(owner)));
    await expect(quota.enter(owner)).rejects.toMatchObject({
      code: 'upload_quota',
      details: { retryAfter: expect.any(Number) },
    });
    await expect(quota.enter(someOwner())).resolves.toBeDefined();
    first?.[Symbol.dispose]();
    await expect(quota.enter(owner)).resolves.toBeDefined();
  });

  it('counts those on their way, so that three at once cannot pass the last place', async () => {
    const { quota, keep } = open();
    const owner = someOwner();
    await keep(owner, 19, '2026-03-04T10:00:00Z');
    const entered = await Promise.allSettled([quota.enter(owner), quota.enter(owner)]);
    expect(entered.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('takes nothing from a visitor whose entry was refused', async () => {
    const { quota, keep } = open();
    const owner = someOwner();
    await keep(owner, 20, '2026-03-04T10:00:00Z');
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(quota.enter(owner)).rejects.toThrow('photos a day');
    }
  });

  it('bounds what all visitors have on its way', async () => {
    const { quota } = open();
    for (let entered = 0; entered < 64; entered += 1) await quota.enter(someOwner());
    await expect(quota.enter(someOwner())).rejects.toMatchObject({
      code: 'overloaded',
      details: { retryAfter: expect.any(Number) },
    });
  });
});

describe('how much may be sent in an hour and a day', () => {
  const limits = {
    ...UPLOAD_LIMITS,
    visitor: { photosADay: 20, photosAnHour: 4, bytesADay: 50 * 1024 * 1024 },
    store: { photosAnHour: 6, bytesADay: 200 * 1024 * 1024 },
  };
  const MEBIBYTES_30 = 30 * 1024 * 1024;

  it('bounds the photos of a visitor in an hour', async () => {
    const { quota, keep } = open({ limits });
    const owner = someOwner();
    await keep(owner, 4, '2026-03-04T17:59:59Z');
    await expect(quota.enter(owner)).resolves.toBeDefined();
    await keep(owner, 3, '2026-03-04T18:00:00Z');
    await expect(quota.enter(owner)).rejects.toMatchObject({
      code: 'upload_quota',
      message: 'You can send 4 photos an hour.',
      details: { retryAfter: 50 * 60 },
    });
  });

  it('bounds the bytes of a visitor in a day', async () => {
    const { quota, keep } = open({ limits });
    const owner = someOwner();
    await keep(owner, 1, '2026-03-03T23:00:00Z', MEBIBYTES_30);
    await keep(owner, 1, '2026-03-04T09:00:00Z', MEBIBYTES_30);
    (await quota.enter(owner))[Symbol.dispose]();
    await keep(owner, 1, '2026-03-04T09:00:00Z', MEBIBYTES_30);
    await expect(quota.enter(owner)).rejects.toThrow('50 MB of photos a day');
  });

  it('bounds what a store takes from all its visitors, and leaves other stores alone', async () => {
    const { quota, keep } = open({ limits });
    const { storeId, ...one } = someOwner();
    const other = { storeId, visitorId: newId() };
    await keep({ storeId, ...one }, 6, '2026-03-04T18:01:00Z');
    await expect(quota.enter(other)).rejects.toMatchObject({
      code: 'upload_quota',
      details: { retryAfter: 50 * 60 },
    });
    await expect(quota.enter(someOwner())).resolves.toBeDefined();
  });

  it('bounds the bytes that a store takes in a day', async () => {
    const { quota, keep } = open({ limits });
    const { storeId } = someOwner();
    for (let sent = 0; sent < 7; sent += 1) {
      const owner = { storeId, visitorId: newId() };
      await expect(quota.enter(owner)).resolves.toBeDefined();
      await keep(owner, 1, '2026-03-04T09:00:00Z', MEBIBYTES_30);
    }
    await expect(quota.enter({ storeId, visitorId: newId() })).rejects.toThrow('today');
  });
});
