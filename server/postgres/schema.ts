/**
 * The tables as drizzle sees them. `migrations/` makes them and holds every key, check and index;
 * these files only name columns and types, and a test compares them with a migrated database.
 */

export * from './schema/admin.ts';
export * from './schema/catalog.ts';
export * from './schema/catalog-views.ts';
export * from './schema/conversations.ts';
export * from './schema/coupons.ts';
export * from './schema/imports.ts';
export * from './schema/installation.ts';
export * from './schema/machines.ts';
export * from './schema/models.ts';
export * from './schema/store.ts';
export * from './schema/turns.ts';
export * from './schema/visitors.ts';
