import { describeCatalog } from '../../contracts/catalog-contract.ts';
import { describeCoupons } from '../../contracts/coupons-contract.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { FakeCoupons } from '../../fakes/fake-coupons.ts';

const stores = {
  storeId: 'store-1',
  otherStoreId: 'store-2',
  async [Symbol.asyncDispose]() {},
};

describeCatalog('the catalog in memory', async () => ({
  ...stores,
  catalog: new FakeCatalog({ currency: 'USD' }),
}));

describeCoupons('coupons in memory', async () => ({ ...stores, coupons: new FakeCoupons() }));
