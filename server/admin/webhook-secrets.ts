import type { Actor } from './audit.ts';

/** What the shop's other systems sign their messages with. Kept as it is: a signature cannot be checked with a hash. */
export interface WebhookSecrets {
  /** The newest first. */
  list(storeId: string): Promise<WebhookSecret[]>;
  /** Throws AppError `conflict` when the store has `MOST_SECRETS` already. */
  add(storeId: string, actor: Actor): Promise<WebhookSecret>;
  /** False when there is none. What is signed with it is refused from now on. */
  remove(storeId: string, secretId: string, actor: Actor): Promise<boolean>;
}

export interface WebhookSecret {
  id: string;
  secret: Buffer;
  createdAt: Date;
}

/** One, and the next one while it is exchanged. */
export const MOST_SECRETS = 2;
