import type { StoreSettings } from '../../shared/store.ts';

/** One shop of this installation. `key` is public (it stands in the script tag), `id` is not. */
export interface Store {
  id: string;
  key: string;
  name: string;
  /** ISO 4217. Every price of the store is in it. */
  currency: string;
  /** BCP 47, for example `vi` or `en-US`. */
  locale: string;
  /** IANA, for example `Asia/Ho_Chi_Minh`. */
  timeZone: string;
  /** Exact origins (`https://shop.example`) whose pages may talk to us. */
  allowedOrigins: string[];
  settings: StoreSettings;
  /** Signs the shop's identity tokens (HS256). */
  identitySecret: string;
  version: number;
}

export interface Stores {
  byKey(key: string): Promise<Store | undefined>;
  get(storeId: string): Promise<Store | undefined>;
  list(): Promise<Store[]>;
  /** Throws AppError `conflict` when the key is taken. */
  create(store: Omit<Store, 'id' | 'version' | 'identitySecret'>): Promise<Store>;
}
