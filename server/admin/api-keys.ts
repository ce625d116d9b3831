import type { AdminKey, ApiKeyScope } from '../../shared/admin-people.ts';
import type { Doing } from './audit.ts';

/** Keys for machines, `aisle_` and 43 characters; only their SHA-256 is kept. */
export interface ApiKeys {
  create(key: NewApiKey, by: Doing): Promise<AdminKey>;
  /** Undefined when there is none, it was revoked or its time is over. Counts as a use. */
  find(keyHash: Buffer, now: Date): Promise<ApiKey | undefined>;
  /** Newest first, also those that open nothing any more, at most MOST_KEYS. */
  list(): Promise<AdminKey[]>;
  /** False when there is none that could be revoked. */
  revoke(id: string, by: Doing): Promise<boolean>;
}

export interface NewApiKey {
  name: string;
  keyHash: Buffer;
  /** Without a store the key opens every store of the installation. */
  storeId?: string;
  scopes: ApiKeyScope[];
  expiresAt?: Date;
}

export interface ApiKey {
  id: string;
  name: string;
  storeId?: string;
  scopes: ApiKeyScope[];
}

export const MOST_KEYS = 500;
