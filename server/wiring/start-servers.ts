import { startDemoModel } from '../embedded/demo-model/start-demo-model.ts';
import { startEmbeddedPostgres } from '../embedded/postgres/start-embedded-postgres.ts';
import type { ModelEndpoint } from '../model/model-endpoint.ts';
import type { Surroundings } from './surroundings.ts';

const DEMO_MODEL = 'aisle-demo';

/** The database's URL: the configured one, or that of the embedded Postgres. */
export async function databaseUrl({ config, log, cleanup }: Surroundings): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    name: config.publicUrl,
    log: (line) => log.warn({ postgres: line }, 'embedded Postgres'),
  });
  cleanup.defer(() => postgres.stop());
  return postgres.url;
}

/** The model's endpoints in the order in which they are asked: the configured one, or the demo model, first. */
export async function modelEndpoints({
  config,
  log,
  cleanup,
}: Surroundings): Promise<readonly [ModelEndpoint, ...ModelEndpoint[]]> {
  const { endpoint, fallbacks } = config.model;
  if (endpoint) return [endpoint, ...fallbacks];
  const { baseUrl, stop } = await startDemoModel({ log: (line) => log.debug(line) });
  cleanup.defer(stop);
  // Its port is another one at every start.
  return [{ baseUrl, model: DEMO_MODEL, name: DEMO_MODEL }, ...fallbacks];
}
