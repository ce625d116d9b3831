import { expect, it } from 'vitest';
import { gather } from '../../../server/conversation/gather.ts';

it('hands over together what comes in the same moment, and what comes later by itself', async () => {
  const worked: number[][] = [];
  const add = gather(5, (items: number[]) => worked.push(items));
  add(1);
  add(2);
  await expect.poll(() => worked).toEqual([[1, 2]]);
  add(3);
  await expect.poll(() => worked).toEqual([[1, 2], [3]]);
});
