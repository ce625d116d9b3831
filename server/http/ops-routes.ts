import { createRoute, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import { createRouter } from './problem-response.ts';

const DatabaseState = z.strictObject({
  ok: z.boolean(),
  /** Every migration of this version has been applied. */
  migrated: z.boolean(),
});
export type DatabaseState = z.infer<typeof DatabaseState>;

/** `rejected`: it does not accept our key; somebody has to act. */
const ModelState = z.enum(['ok', 'unreachable', 'rejected']);

const MainModel = z.strictObject({
  state: ModelState,
  name: z.string(),
  demo: z.boolean(),
  /** How many models its API lists. */
  models: z.int().optional(),
});

const EndpointState = z.strictObject({
  /** Host and model, as logs and metrics have it. */
  name: z.string(),
  /** `open`: it failed too often and gets no calls for a while; `half-open`: the next call tries it. */
  state: z.enum([...ModelState.options, 'open', 'half-open']),
  demo: z.boolean(),
  models: z.int().optional(),
});

const Readiness = z.strictObject({
  /** `degraded`: this process should still get requests; answers come from a fallback or not at all. */
  status: z.enum(['ok', 'degraded', 'unavailable']),
  database: DatabaseState,
  /** The main model as its API says. */
  model: MainModel,
  /** The endpoints in the order in which they are asked, the main one first. */
  models: z.array(EndpointState),
});
type Readiness = z.infer<typeof Readiness>;

/** An endpoint of the model, as far as readiness goes. */
export interface ReadinessEndpoint {
  name: string;
  model: string;
  /** Whether its API answers and takes our key; within a few seconds, whatever happens. */
  health(): Promise<{ state: z.infer<typeof ModelState>; models?: number }>;
  breaker(): 'closed' | 'half-open' | 'open';
}

export interface OpsDeps {
  /** Answers within a few seconds, whatever happens. */
  checkDatabase(): Promise<DatabaseState>;
  /** In the order in which they are asked. */
  modelEndpoints: readonly [ReadinessEndpoint, ...ReadinessEndpoint[]];
  /** The main one is the built-in model. */
  demoModel: boolean;
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
      const [database, models] = await Promise.all([deps.checkDatabase(), checkModels(deps)]);
      const status = statusOf(database, models);
      return context.json({ status, database, ...models }, status === 'unavailable' ? 503 : 200);
    },
  );

  router.get('/metrics', async (context) =>
    context.body(await deps.registry.metrics(), 200, {
      'content-type': deps.registry.contentType,
    }),
  );

  return router;
}

type Models = Pick<Readiness, 'model' | 'models'>;

async function checkModels({ modelEndpoints, demoModel }: OpsDeps): Promise<Models> {
  const [main, ...fallbacks] = modelEndpoints;
  const [first, ...others] = await Promise.all([
    checkModel(main, { demo: demoModel }),
    ...fallbacks.map((fallback) => checkModel(fallback, { demo: false })),
  ]);
  return { model: first.model, models: [first, ...others].map(({ endpoint }) => endpoint) };
}

async function checkModel(
  { name, model, health, breaker }: ReadinessEndpoint,
  { demo }: { demo: boolean },
) {
  const { state, models } = await health();
  const known = { demo, ...(models !== undefined && { models }) };
  const circuit = breaker();
  // Nothing but a person mends a refused key; the breaker is about what time may mend.
  const now = state === 'rejected' || circuit === 'closed' ? state : circuit;
  return { model: { state, name: model, ...known }, endpoint: { state: now, name, ...known } };
}

/** A model that is away for a moment is no reason to send visitors elsewhere: every process has the same one. */
function statusOf(database: DatabaseState, { models }: Models): Readiness['status'] {
  if (!database.ok || !database.migrated) return 'unavailable';
  if (models.every(({ state }) => state === 'rejected')) return 'unavailable';
  return models[0]?.state === 'ok' ? 'ok' : 'degraded';
}
