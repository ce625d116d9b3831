import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { checkEndpoint } from '../model/checks/check-endpoint.ts';
import { FALLBACK_SETTINGS, MAIN_SETTINGS } from '../model/checks/remedies.ts';
import { endpointName } from '../model/model-endpoint.ts';
import { openDatabase } from '../postgres/connection/database.ts';
import { runCheck } from './doctor/check.ts';
import { dataDirCheck } from './doctor/data-dir-check.ts';
import { databaseChecks } from './doctor/database-checks.ts';
import { describeFinding } from './doctor/describe-finding.ts';
import { imageStoreCheck } from './doctor/image-store-check.ts';
import { moderationCheck } from './doctor/moderation-check.ts';
import type { Terminal } from './terminal.ts';
import { reachServer } from './with-database.ts';

const DATABASE_LIMIT_MS = 6_000;
const PHOTOS_LIMIT_MS = 20_000;
const MODEL_LIMIT_MS = 60_000;

/** A line for each thing that must be right; 1 when one is not. */
export async function doctorCommand(args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args });
  const config = readConfig(terminal.env);
  const database = await checkDatabase(config, terminal);
  const photos = await checkPhotos(config, terminal);
  const model = await checkModels(config, terminal);
  return database && photos && model ? 0 : 1;
}

async function checkDatabase(config: Config, { out }: Terminal): Promise<boolean> {
  await using server = await reachServer(config);
  const { url } = server;
  const one = openDatabase(url, { maxConnections: 1 });
  const other = openDatabase(url, { maxConnections: 1 });
  try {
    let healthy = true;
    for (const [position, check] of databaseChecks({
      url,
      sql: one.sql,
      other: other.sql,
    }).entries()) {
      const finding = await runCheck(check, DATABASE_LIMIT_MS);
      out(describeFinding(finding));
      healthy &&= finding.ok;
      // The others would only fail for the same reason.
      if (position === 0 && !finding.ok) break;
    }
    return healthy;
  } finally {
    await Promise.all([one.close(500), other.close(500)]);
  }
}

/** They come in through DATA_DIR also where a bucket keeps them. */
async function checkPhotos({ images, dataDir }: Config, { out }: Terminal): Promise<boolean> {
  const checks = [
    dataDirCheck(dataDir),
    ...(images.s3 ? [imageStoreCheck(images.s3)] : []),
    ...(images.moderation ? [moderationCheck(images.moderation)] : []),
  ];
  let healthy = true;
  for (const check of checks) {
    const finding = await runCheck(check, PHOTOS_LIMIT_MS);
    out(describeFinding(finding));
    healthy &&= finding.ok;
  }
  return healthy;
}

async function checkModels(config: Config, { out }: Terminal): Promise<boolean> {
  const { endpoint, fallbacks, limits } = config.model;
  if (!endpoint) {
    out('- model: the built-in demo model. Set MODEL_BASE_URL and MODEL_NAME for a real one.');
  }
  const main = endpoint ? [{ endpoint, role: 'model', settings: MAIN_SETTINGS }] : [];
  const others = fallbacks.map((fallback, position) => ({
    endpoint: fallback,
    role: `fallback ${position + 1}`,
    settings: FALLBACK_SETTINGS,
  }));
  const { signal } = new AbortController();
  const options = { limits, limitMs: MODEL_LIMIT_MS, signal };
  let healthy = true;
  for (const { endpoint, role, settings } of [...main, ...others]) {
    out(`${role} ${endpointName(endpoint)}`);
    for await (const finding of checkEndpoint(endpoint, { ...options, settings })) {
      out(describeFinding(finding));
      healthy &&= finding.ok;
    }
  }
  return healthy;
}
