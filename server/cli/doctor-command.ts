import { parseArgs, styleText } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { openAiModelClient } from '../model/wire/openai-model-client.ts';
import { openDatabase } from '../postgres/database.ts';
import { type Check, type Finding, runCheck } from './doctor/check.ts';
import { databaseChecks } from './doctor/database-checks.ts';
import { modelChecks } from './doctor/model-checks.ts';
import type { Terminal } from './terminal.ts';
import { reachServer } from './with-database.ts';

const DATABASE_LIMIT_MS = 6_000;
const MODEL_LIMIT_MS = 60_000;

/** A line for each thing that must be right; 1 when one is not. */
export async function doctorCommand(args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args });
  const config = readConfig(terminal.env);
  const report = async (checks: Check[], limitMs: number) => {
    let healthy = true;
    for (const check of checks) {
      const finding = await runCheck(check, limitMs);
      terminal.out(describe(finding));
      if (finding.ok) continue;
      healthy = false;
      // The others would only fail for the same reason.
      if (check === checks[0]) break;
    }
    return healthy;
  };
  const database = await checkDatabase(config, report);
  const model = await checkModels(config, terminal, report);
  return database && model ? 0 : 1;
}

type Report = (checks: Check[], limitMs: number) => Promise<boolean>;

async function checkDatabase(config: Config, report: Report): Promise<boolean> {
  await using server = await reachServer(config);
  const { sql, close } = openDatabase(server.url, { maxConnections: 1 });
  try {
    return await report(databaseChecks(sql), DATABASE_LIMIT_MS);
  } finally {
    await close(500);
  }
}

async function checkModels(config: Config, { out }: Terminal, report: Report): Promise<boolean> {
  const { endpoint, fallbacks, limits } = config.model;
  if (!endpoint) {
    out('- model: the built-in demo model. Set MODEL_BASE_URL and MODEL_NAME for a real one.');
    return true;
  }
  let healthy = true;
  for (const target of [endpoint, ...fallbacks]) {
    const checks = modelChecks(target, openAiModelClient(target, { limits }));
    healthy = (await report(checks, MODEL_LIMIT_MS)) && healthy;
  }
  return healthy;
}

function describe(finding: Finding): string {
  if (finding.ok) return styleText('green', `✓ ${finding.name}: ${finding.found}`);
  return styleText('red', `✗ ${finding.name}: ${finding.found}\n    → ${finding.remedy}`);
}
