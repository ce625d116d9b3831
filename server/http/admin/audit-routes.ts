import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { AdminAuditNames, AdminAuditPage, UndoResult } from '../../../shared/admin-audit.ts';
import { plainText } from '../../../shared/plain-text.ts';
import type { Actor } from '../../admin/audit.ts';
import type { AuditPlace } from '../../admin/audit-log.ts';
import { type UndoDeps, undo } from '../../admin/undo.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../shop/store.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, type AdminStoreEnv, actorOf } from './admin-env.ts';
import { shownActor, shownEntry } from './shown-audit-entry.ts';
import { Cursor, IdParams, ItemParams, isUuid, StoreParams } from './store-params.ts';

const PAGE_SIZE = 50;
const tags = ['admin'];

const Filters = z.strictObject({
  cursor: Cursor,
  actor: z.uuid().optional().describe('The id of a person or a key.'),
  thing: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .describe('The part of an action before the dot: product, coupon, settings …'),
  subject: plainText(100).min(1).optional().describe('The id of what was changed.'),
  group: z.uuid().optional().describe('All that one press of a button changed.'),
});
type Filters = z.infer<typeof Filters>;

const pageResponse = {
  description: 'Entries, newest first; of a group only the newest, unless it is asked for.',
  content: { 'application/json': { schema: AdminAuditPage } },
};
const namesResponse = {
  description: 'Who stands in the newest entries, by name.',
  content: { 'application/json': { schema: AdminAuditNames } },
};
const undoResponse = {
  description: 'How much was taken back; of a group also what was not, and why.',
  content: { 'application/json': { schema: UndoResult } },
};
const undoDescription =
  'Of a group all is taken back that can be. It is itself written down, and can be taken back. 412 when it was changed since.';

/** Who changed what of the installation: people, keys, prices of models, and what somebody was not let do. */
export function installationAuditRoutes(deps: UndoDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/audit',
      tags,
      summary: "The installation's audit log",
      request: { query: Filters },
      responses: { 200: pageResponse, ...problemResponses },
    }),
    async (context) => context.json(await pageOf(deps, {}, context.req.valid('query')), 200),
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/audit/actors',
      tags,
      summary: "Who stands in the installation's audit log",
      responses: { 200: namesResponse, ...problemResponses },
    }),
    async (context) => context.json(await namesOf(deps, {}), 200),
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/audit/{id}/undo',
      tags,
      summary: 'Take back a change of the installation',
      description: undoDescription,
      request: { params: IdParams },
      responses: { 200: undoResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      return context.json(await takeBack(deps, id, { actor }), 200);
    },
  );

  return router;
}

/** Who changed what of a store. */
export function storeAuditRoutes(deps: UndoDeps) {
  const router = createRouter<AdminStoreEnv>();
  const placeOf = (context: { get(name: 'store'): Store }) => ({
    storeId: context.get('store').id,
  });

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/audit',
      tags,
      summary: "The store's audit log",
      request: { params: StoreParams, query: Filters },
      responses: { 200: pageResponse, ...problemResponses },
    }),
    async (context) => {
      const page = await pageOf(deps, placeOf(context), context.req.valid('query'));
      return context.json(page, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/audit/actors',
      tags,
      summary: "Who stands in the store's audit log",
      request: { params: StoreParams },
      responses: { 200: namesResponse, ...problemResponses },
    }),
    async (context) => context.json(await namesOf(deps, placeOf(context)), 200),
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/audit/{id}/undo',
      tags,
      summary: 'Take back a change',
      description: undoDescription,
      request: { params: ItemParams },
      responses: { 200: undoResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      return context.json(await takeBack(deps, id, { ...placeOf(context), actor }), 200);
    },
  );

  return router;
}

async function pageOf(
  { auditLog, undoTargets }: UndoDeps,
  place: AuditPlace,
  { cursor, actor, thing, subject, group }: Filters,
): Promise<AdminAuditPage> {
  const { entries, nextCursor } = await auditLog.page({
    ...place,
    limit: PAGE_SIZE,
    cursor,
    actorId: actor,
    thing,
    subjectId: subject,
    groupId: group,
  });
  return {
    entries: entries.map((entry) => shownEntry(entry, undoTargets)),
    next_cursor: nextCursor,
  };
}

async function namesOf({ auditLog }: UndoDeps, place: AuditPlace): Promise<AdminAuditNames> {
  return { actors: (await auditLog.actors(place)).map(shownActor) };
}

async function takeBack(
  deps: UndoDeps,
  id: string,
  at: AuditPlace & { actor: Actor },
): Promise<UndoResult> {
  if (!isUuid(id)) throw new AppError('not_found', 'There is no such entry.');
  const { undone, refused } = await undo(deps, id, at);
  return {
    undone,
    refused: refused.map(({ entry, error }) => ({
      entry: entry.id,
      name: entry.subject.name,
      code: error.code,
    })),
  };
}
