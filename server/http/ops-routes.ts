import { createRoute, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import { createRouter } from './problem-response.ts';

const DatabaseState = z.strictObject({
  ok: z.boolean(),
  /** Every migration of this version has been applied. */
  migrated: z.boolean(),
});
export type DatabaseState = z.infer<typeof DatabaseState>;

const ModelState = z.strictObject({
  /** `rejected`: it does not accept our key; somebody has to act. */
  state: z.enum(['ok', 'unreachable', 'rejected']),
  name: z.string(),
  demo: z.boolean(),
  /** How many models its API lists. */
  models: z.int().optional(),
});
export type ModelState = z.infer<typeof ModelState>;

const Readiness = z.strictObject({
  /** `degraded`: everything but answers works, so this process should still get requests. */
  status: z.enum(['ok', 'degraded', 'unavailable']),
  database: DatabaseState,
  model: ModelState,
});

export interface OpsDeps {
  /** Both answer within a few seconds, whatever happens. */
  checkDatabase(): Promise<DatabaseState>;
  checkModel(): Promise<ModelState>;
  registry: Registry;
}

export function opsRoutes(deps: OpsDeps) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/livez',
      summary: 'The process answers',
      responses: {
        200: {
          description: 'It does.',
          content: { 'application/json': { schema: z.object({ status: z.literal('ok') }) } },
        },
      },
    }),
    (context) => context.json({ status: 'ok' as const }, 200),
  );

  const readiness = { 'application/json': { schema: Readiness } };
  router.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      summary: 'Database, migrations and model are there',
      responses: {
        200: { description: 'Send requests.', content: readiness },
        503: { description: 'Send none.', content: readiness },
      },
    }),
    async (context) => {
      const [database, model] = await Promise.all([deps.checkDatabase(), deps.checkModel()]);
      const status = statusOf(database, model);
      return context.json({ status, database, model }, status === 'unavailable' ? 503 : 200);
    },
  );

  router.get('/metrics', async (context) =>
    context.body(await deps.registry.metrics(), 200, {
      'content-type': deps.registry.contentType,
    }),
  );

  return router;
}

/** A model that is away for a moment is no reason to send visitors elsewhere: every process has the same one. */
function statusOf(database: DatabaseState, model: ModelState): z.infer<typeof Readiness>['status'] {
  if (!database.ok || !database.migrated || model.state === 'rejected') return 'unavailable';
  return model.state === 'ok' ? 'ok' : 'degraded';
}
