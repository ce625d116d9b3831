import { z } from 'zod';
import { AdminRole } from './admin-role.ts';
import { filledText, plainText } from './plain-text.ts';

/** What `/admin/api` says of people, their sessions and keys for machines. Times are ISO 8601. */

const Email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('must be an e-mail address'));

export const NewPassword = plainText(200).min(10, 'must have at least 10 characters');

/** One browser that is signed in. */
export const AdminSessionRow = z.strictObject({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  started_at: z.string(),
  /** To the minute. */
  last_seen_at: z.string(),
  /** The IPv4 address or the IPv6 /64 that it signed in from; null when it began before we kept it. */
  network: z.string().nullable(),
  /** What the browser says it is. */
  user_agent: z.string().nullable(),
});
export type AdminSessionRow = z.infer<typeof AdminSessionRow>;

export const AdminSessionList = z.strictObject({ sessions: z.array(AdminSessionRow) });
export type AdminSessionList = z.infer<typeof AdminSessionList>;

export const AdminPerson = z.strictObject({
  id: z.string(),
  email: z.string(),
  role: AdminRole,
  created_at: z.string(),
  /** Null while they may sign in. */
  disabled_at: z.string().nullable(),
  /** Of their newest session that still exists. */
  last_seen_at: z.string().nullable(),
});
export type AdminPerson = z.infer<typeof AdminPerson>;

/** `join`: for somebody who is not there yet. `password`: for a person who is, and chooses a new password. */
export const LinkPurpose = z.enum(['join', 'password']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const AdminInvitation = z.strictObject({
  id: z.string(),
  purpose: LinkPurpose,
  email: z.string(),
  role: AdminRole,
  invited_by: z.string(),
  created_at: z.string(),
  expires_at: z.string(),
});
export type AdminInvitation = z.infer<typeof AdminInvitation>;

/** Invitations are those that can still be accepted. */
export const AdminTeam = z.strictObject({
  people: z.array(AdminPerson),
  invitations: z.array(AdminInvitation),
});
export type AdminTeam = z.infer<typeof AdminTeam>;

export const NewInvitation = z.strictObject({ email: Email, role: AdminRole });
export type NewInvitation = z.infer<typeof NewInvitation>;

/** `token` is shown this once: the link is `/admin/join#` and the token. */
export const MadeInvitation = z.strictObject({ invitation: AdminInvitation, token: z.string() });
export type MadeInvitation = z.infer<typeof MadeInvitation>;

/** Fields that are absent stay as they are. */
export const PersonChange = z.strictObject({
  role: AdminRole.optional(),
  disabled: z.boolean().optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;

const InvitationToken = plainText(100).min(1);

export const InvitationQuestion = z.strictObject({ token: InvitationToken });
export type InvitationQuestion = z.infer<typeof InvitationQuestion>;

export const OpenInvitation = z.strictObject({
  purpose: LinkPurpose,
  email: z.string(),
  role: AdminRole,
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

export const JoinRequest = z.strictObject({ token: InvitationToken, password: NewPassword });
export type JoinRequest = z.infer<typeof JoinRequest>;

/**
 * What a key may do. `catalog`: products, their pictures, imports and exports. `coupons`: what they are and how often
 * they were used. `orders:write`: redeem coupons and quotes. `conversations:read`: what shoppers and the assistant said,
 * photos too. `settings`: greeting, look, origins, budgets. `costs:read`: what models cost. `audit:read`: who changed
 * what. `push:write`: send stock and prices.
 */
export const ApiKeyScope = z.enum([
  'catalog:read',
  'catalog:write',
  'coupons:read',
  'coupons:write',
  'orders:write',
  'conversations:read',
  'settings:read',
  'settings:write',
  'costs:read',
  'audit:read',
  'push:write',
]);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

export const AdminKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The key of its store; null when it opens every store of the installation. */
  store: z.string().nullable(),
  scopes: z.array(ApiKeyScope),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  /** To the minute. */
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});
export type AdminKey = z.infer<typeof AdminKey>;

export const AdminKeyList = z.strictObject({ keys: z.array(AdminKey) });
export type AdminKeyList = z.infer<typeof AdminKeyList>;

export const NewKey = z.strictObject({
  name: filledText(100),
  store: z.string().max(63).nullable(),
  scopes: z.array(ApiKeyScope).min(1).max(ApiKeyScope.options.length),
  /** Null: until it is revoked. */
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type NewKey = z.input<typeof NewKey>;

/** `secret` is shown this once. */
export const MadeKey = z.strictObject({ key: AdminKey, secret: z.string() });
export type MadeKey = z.infer<typeof MadeKey>;
