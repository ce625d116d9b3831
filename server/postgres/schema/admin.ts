import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ApiKeyScope } from '../../../shared/admin-people.ts';
import type { AdminRole } from '../../../shared/admin-role.ts';
import type { Actor, AuditAction } from '../../admin/audit.ts';
import type { JsonValue } from '../../admin/json-value.ts';
import { bytea, createdAt, moment } from './columns.ts';

/** Who manages the installation, and what they changed. */

export const admin = pgTable('admin', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: createdAt(),
  disabledAt: moment('disabled_at'),
  role: text('role').$type<AdminRole>().notNull().default('owner'),
});

export const adminInvitation = pgTable('admin_invitation', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  role: text('role').$type<AdminRole>().notNull(),
  tokenHash: bytea('token_hash').notNull(),
  invitedBy: text('invited_by').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  revokedAt: moment('revoked_at'),
  /** Of whom it gives a new password; null for a person who is not there yet. */
  adminId: uuid('admin_id'),
});

export const adminSession = pgTable('admin_session', {
  tokenHash: bytea('token_hash').primaryKey(),
  adminId: uuid('admin_id').notNull(),
  createdAt: createdAt(),
  lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  id: uuid('id').notNull().default(sql`gen_random_uuid()`),
  network: text('network'),
  userAgent: text('user_agent'),
  rotatedAt: moment('rotated_at').notNull().defaultNow(),
  previousHash: bytea('previous_hash'),
  previousUntil: moment('previous_until'),
});

export const apiKey = pgTable('api_key', {
  id: uuid('id').primaryKey(),
  /** Null: every store of the installation. */
  storeId: uuid('store_id'),
  name: text('name').notNull(),
  keyHash: bytea('key_hash').notNull(),
  createdAt: createdAt(),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
  /** The database's default is for keys that an older version makes: everything. */
  scopes: text('scopes').array().$type<ApiKeyScope[]>().notNull().default([]),
  expiresAt: moment('expires_at'),
});

export const auditEntry = pgTable('audit_entry', {
  id: uuid('id').primaryKey(),
  /** Null: the installation's. */
  storeId: uuid('store_id'),
  at: moment('at').notNull().default(sql`clock_timestamp()`),
  actorKind: text('actor_kind').$type<Actor['kind']>().notNull(),
  actorId: uuid('actor_id'),
  actorName: text('actor_name').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  subjectId: text('subject_id'),
  subjectName: text('subject_name').notNull(),
  subjectVersion: integer('subject_version'),
  before: jsonb('before').$type<JsonValue>(),
  after: jsonb('after').$type<JsonValue>(),
  groupId: uuid('group_id'),
  undoes: uuid('undoes'),
});
