import type { Store, Stores } from '../../server/shop/store.ts';
import { type StorefrontTexts, storefrontTexts } from './texts.ts';

/** The storefronts of this folder: `/demo/outdoor` sells what the store `demo-outdoor` has. */
export const DEMO_SHOPS = ['outdoor', 'laptop'] as const;
export type DemoShopName = (typeof DEMO_SHOPS)[number];

/** Everything that the pages of one storefront share. */
export interface Storefront {
  name: DemoShopName;
  /** `/demo/outdoor` */
  path: string;
  store: Store;
  texts: StorefrontTexts;
  /** Where the widget's script comes from, without a slash at the end. */
  publicUrl: string;
  /** Folder of the style sheet and the scripts; changes whenever one of them does. */
  assetsPath: string;
}

/** Undefined when there is no such demo or when its store was never seeded. */
export async function findStorefront(
  name: string,
  deps: { stores: Stores; publicUrl: string; assetsPath: string },
): Promise<Storefront | undefined> {
  const shop = DEMO_SHOPS.find((known) => known === name);
  const store = shop && (await deps.stores.byKey(`demo-${shop}`));
  if (!shop || !store) return undefined;
  return {
    name: shop,
    path: `/demo/${shop}`,
    store,
    texts: storefrontTexts(store.locale),
    publicUrl: deps.publicUrl,
    assetsPath: deps.assetsPath,
  };
}
