import type { ApiKeyScope } from '../../../shared/admin-people.ts';
import type { AdminRole } from '../../../shared/admin-role.ts';

/** What a route of the admin's API asks of its caller. */
export interface Permission {
  /** The least role of a person. */
  role: AdminRole;
  /** What a key must have been made for; `any` key will do, or none is let in. */
  scope: ApiKeyScope | 'any' | 'none';
  /** It belongs to the installation: a key of one store is refused. */
  installation?: true;
}

/**
 * Everything that anybody signed in may do, and nothing else: a route that is not named here is for owners in person,
 * and fails a test.
 */
export const PERMISSIONS: Record<string, Permission> = {
  // Whoever they are.
  'get /admin/api/session': { role: 'viewer', scope: 'none' },
  'delete /admin/api/session': { role: 'viewer', scope: 'none' },
  'put /admin/api/session/password': { role: 'viewer', scope: 'none' },
  'get /admin/api/sessions': { role: 'viewer', scope: 'none' },
  'delete /admin/api/sessions': { role: 'viewer', scope: 'none' },
  'delete /admin/api/sessions/{id}': { role: 'viewer', scope: 'none' },
  'get /admin/api/install': { role: 'viewer', scope: 'any' },
  'get /admin/api/stores': { role: 'viewer', scope: 'any' },

  // The installation.
  'post /admin/api/stores': { role: 'owner', scope: 'none' },
  'get /admin/api/team': { role: 'owner', scope: 'none' },
  'patch /admin/api/people/{id}': { role: 'owner', scope: 'none' },
  'post /admin/api/people/{id}/password-link': { role: 'owner', scope: 'none' },
  'post /admin/api/invitations': { role: 'owner', scope: 'none' },
  'delete /admin/api/invitations/{id}': { role: 'owner', scope: 'none' },
  'get /admin/api/keys': { role: 'owner', scope: 'none' },
  'post /admin/api/keys': { role: 'owner', scope: 'none' },
  'delete /admin/api/keys/{id}': { role: 'owner', scope: 'none' },
  'get /admin/api/audit': { role: 'owner', scope: 'audit:read', installation: true },
  'get /admin/api/audit/actors': { role: 'owner', scope: 'audit:read', installation: true },
  'post /admin/api/audit/{id}/undo': { role: 'owner', scope: 'none' },
  'get /admin/api/model-prices': { role: 'viewer', scope: 'costs:read' },
  'put /admin/api/model-prices': { role: 'owner', scope: 'settings:write', installation: true },
  'delete /admin/api/model-prices': { role: 'owner', scope: 'settings:write', installation: true },

  // A store.
  'get /admin/api/stores/{key}/products': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/products/{id}': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/products/{id}/preview': { role: 'viewer', scope: 'catalog:read' },
  'post /admin/api/stores/{key}/products/preview': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/product-values': { role: 'viewer', scope: 'catalog:read' },
  'post /admin/api/stores/{key}/products': { role: 'editor', scope: 'catalog:write' },
  'post /admin/api/stores/{key}/products/bulk': { role: 'editor', scope: 'catalog:write' },
  'delete /admin/api/stores/{key}/products/{id}': { role: 'editor', scope: 'catalog:write' },
  'post /admin/api/stores/{key}/media': { role: 'editor', scope: 'catalog:write' },
  'put /admin/api/stores/{key}/products/by-external-id/{external_id}': {
    role: 'editor',
    scope: 'catalog:write',
  },
  'post /admin/api/stores/{key}/products/upsert': { role: 'editor', scope: 'catalog:write' },
  'get /admin/api/stores/{key}/webhook-secrets': { role: 'owner', scope: 'none' },
  'post /admin/api/stores/{key}/webhook-secrets': { role: 'owner', scope: 'none' },
  'delete /admin/api/stores/{key}/webhook-secrets/{id}': { role: 'owner', scope: 'none' },
  'patch /admin/api/stores/{key}/products/{id}': { role: 'editor', scope: 'catalog:write' },
  'post /admin/api/stores/{key}/imports': { role: 'editor', scope: 'catalog:write' },
  'get /admin/api/stores/{key}/imports': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/imports/{id}': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/imports/{id}/rows': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/imports/{id}/refused': { role: 'viewer', scope: 'catalog:read' },
  'post /admin/api/stores/{key}/imports/{id}/run': { role: 'editor', scope: 'catalog:write' },
  'post /admin/api/stores/{key}/imports/{id}/cancel': { role: 'editor', scope: 'catalog:write' },
  'get /admin/api/stores/{key}/export': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/conversations': { role: 'viewer', scope: 'conversations:read' },
  'get /admin/api/stores/{key}/conversations/{id}': { role: 'viewer', scope: 'conversations:read' },
  'get /admin/api/stores/{key}/conversations/{id}/model-calls': {
    role: 'viewer',
    scope: 'conversations:read',
  },
  'get /admin/api/stores/{key}/photos/unmatched': {
    role: 'viewer',
    scope: 'conversations:read',
  },
  'post /admin/api/stores/{key}/photos/try': { role: 'viewer', scope: 'catalog:read' },
  'get /admin/api/stores/{key}/products/{id}/picture-check': {
    role: 'viewer',
    scope: 'catalog:read',
  },
  'get /admin/api/stores/{key}/images/{id}': { role: 'viewer', scope: 'conversations:read' },
  'get /admin/api/stores/{key}/settings': { role: 'viewer', scope: 'settings:read' },
  'get /admin/api/stores/{key}/refused-pages': { role: 'viewer', scope: 'settings:read' },
  'patch /admin/api/stores/{key}/settings': { role: 'editor', scope: 'settings:write' },
  'get /admin/api/stores/{key}/coupons': { role: 'viewer', scope: 'coupons:read' },
  'get /admin/api/stores/{key}/coupons/{id}': { role: 'viewer', scope: 'coupons:read' },
  'post /admin/api/stores/{key}/coupons/try': { role: 'viewer', scope: 'coupons:read' },
  'post /admin/api/stores/{key}/coupons/{id}/try': { role: 'viewer', scope: 'coupons:read' },
  'post /admin/api/stores/{key}/coupons': { role: 'editor', scope: 'coupons:write' },
  'post /admin/api/stores/{key}/coupons/code': { role: 'editor', scope: 'coupons:write' },
  'patch /admin/api/stores/{key}/coupons/{id}': { role: 'editor', scope: 'coupons:write' },
  'delete /admin/api/stores/{key}/coupons/{id}': { role: 'editor', scope: 'coupons:write' },
  'get /admin/api/stores/{key}/redemptions/{id}': { role: 'viewer', scope: 'orders:write' },
  'post /admin/api/stores/{key}/redemptions': { role: 'editor', scope: 'orders:write' },
  'post /admin/api/stores/{key}/redemptions/{id}/confirm': {
    role: 'editor',
    scope: 'orders:write',
  },
  'post /admin/api/stores/{key}/redemptions/{id}/cancel': { role: 'editor', scope: 'orders:write' },
  'get /admin/api/stores/{key}/costs': { role: 'viewer', scope: 'costs:read' },
  'get /admin/api/stores/{key}/audit': { role: 'viewer', scope: 'audit:read' },
  'get /admin/api/stores/{key}/audit/actors': { role: 'viewer', scope: 'audit:read' },
  'post /admin/api/stores/{key}/audit/{id}/undo': { role: 'editor', scope: 'none' },
};

/** For what is not named. */
export const UNNAMED: Permission = { role: 'owner', scope: 'none' };

const RANK: Record<AdminRole, number> = { viewer: 0, editor: 1, owner: 2 };

export function hasRole(role: AdminRole, needed: AdminRole): boolean {
  return RANK[role] >= RANK[needed];
}
