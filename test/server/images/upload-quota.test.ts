import { describe, expect, it } from 'vitest';
import { uploadQuota } from '../../../server/images/upload-quota.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { fakeImages } from '../../fakes/fake-images.ts';
import { someOwner, UPLOAD_LIMITS } from './intake.ts';

function open(now = '2026-03-04T18:00:00Z') {
  const images = fakeImages();
  const clock = { now: () => new Date(now) };
  const quota = uploadQuota(images, { clock, limits: UPLOAD_LIMITS });
  return {
    images,
    quota,
    restarted: () => uploadQuota(images, { clock, limits: UPLOAD_LIMITS }),
    async keep(owner: { storeId: string; visitorId: string }, number: number, createdAt: string) {
      for (let made = 0; made < number; made += 1) {
        const facts = { mediaType: 'image/jpeg' as const, width: 1, height: 1, bytes: 1 };
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
    const sixHours = 6 * 60 * 60;
    const refusal = { code: 'upload_quota', details: { retryAfter: sixHours } };
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
