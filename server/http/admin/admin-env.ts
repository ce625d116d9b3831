import type { ApiKeyScope } from '../../../shared/admin-people.ts';
import type { AdminRole } from '../../../shared/admin-role.ts';
import type { Actor } from '../../admin/audit.ts';
import type { Store } from '../../shop/store.ts';
import type { NodeBindings } from '../node-answer.ts';

/** What the admin's middleware leaves for its routes. */
export interface AdminEnv {
  Variables: { caller: AdminCaller };
}

/** Below `/admin/api/stores/:key`. */
export interface AdminStoreEnv {
  Bindings: NodeBindings;
  Variables: { caller: AdminCaller; store: Store };
}

export type AdminCaller =
  | { kind: 'person'; adminId: string; email: string; role: AdminRole; sessionId: string }
  /** With `storeId` it may see that store only. */
  | { kind: 'key'; id: string; name: string; storeId?: string; scopes: ApiKeyScope[] };

/** The caller as the audit log names them. */
export function actorOf(caller: AdminCaller): Actor {
  return caller.kind === 'person'
    ? { kind: 'person', id: caller.adminId, name: caller.email }
    : { kind: 'key', id: caller.id, name: caller.name };
}

/** Another store than the key's looks like one that does not exist. */
export function maySee(caller: AdminCaller, storeId: string): boolean {
  return caller.kind === 'person' || caller.storeId === undefined || caller.storeId === storeId;
}

/** What belongs to no single store is for people, and for keys that were not made for one. */
export function managesInstallation(caller: AdminCaller): boolean {
  return caller.kind === 'person' || caller.storeId === undefined;
}
