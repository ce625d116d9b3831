import { newId } from '../../../../server/shop/new-id.ts';
import { imagesContract } from '../../../contracts/images-contract.ts';
import { fakeImages } from '../../../fakes/fake-images.ts';

imagesContract('the fake in memory', async () => {
  return {
    images: fakeImages(),
    visitor: async (storeId = newId()) => ({ storeId, visitorId: newId() }),
    [Symbol.asyncDispose]: async () => {},
  };
});
