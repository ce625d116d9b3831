import { newId } from '../../../../server/shop/new-id.ts';
import { pictureSignaturesContract } from '../../../contracts/picture-signatures-contract.ts';
import { fakePictureSignatures } from '../../../fakes/fake-picture-signatures.ts';

pictureSignaturesContract('the fake in memory', async () => {
  const signatures = fakePictureSignatures();
  const storeId = newId();
  return {
    signatures,
    storeId,
    otherStoreId: newId(),
    productIds: [newId(), newId()],
    show: async (pictures) =>
      signatures.setPictures(
        storeId,
        pictures.map((picture) => ({ ...picture, name: 'Tent' })),
      ),
    [Symbol.asyncDispose]: async () => {},
  };
});
