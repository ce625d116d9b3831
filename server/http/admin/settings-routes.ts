import { createRoute } from '@hono/zod-openapi';
import { AdminSettings, SettingsChange } from '../../../shared/admin.ts';
import type { StoreEditor } from '../../admin/store-editor.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { AUDIT_ENTRY } from './audit-entry-header.ts';
import { entityTag, matchedVersion } from './entity-version.ts';
import { StoreParams, VersionHeaders } from './store-params.ts';

const tags = ['admin'];
const settingsResponse = {
  description: 'The settings; their version is the ETag.',
  content: { 'application/json': { schema: AdminSettings } },
};

export function settingsRoutes({ settings }: { settings: StoreEditor }) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/settings',
      tags,
      summary: "The store's settings",
      request: { params: StoreParams },
      responses: { 200: settingsResponse, ...problemResponses },
    }),
    async (context) => {
      const found = await settings.get(context.get('store').id);
      if (!found) throw noSuchStore();
      context.header('etag', entityTag(found.version));
      return context.json(found, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/admin/api/stores/{key}/settings',
      tags,
      summary: 'Change settings; fields that are absent stay',
      request: {
        params: StoreParams,
        headers: VersionHeaders,
        body: { required: true, content: { 'application/json': { schema: SettingsChange } } },
      },
      responses: { 200: settingsResponse, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const change = context.req.valid('json');
      const entryId = newId();
      const edit = { version, change, actor: actorOf(context.get('caller')), entryId };
      const saved = await settings.change(context.get('store').id, edit);
      if (!saved) throw noSuchStore();
      context.header('etag', entityTag(saved.version));
      context.header(AUDIT_ENTRY, entryId);
      return context.json(saved, 200);
    },
  );

  return router;
}

function noSuchStore(): AppError {
  return new AppError('not_found', 'There is no such store.');
}
