import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { type Config, readConfig } from '../config.ts';
import type { OnFinding } from '../model/checks/check-in-background.ts';
import { buildBrowserApps } from './browser-apps.ts';
import { describeFinding } from './doctor/describe-finding.ts';
import { ensurePatches } from './driver-patch.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

export async function startCommand(args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args });
  const config = readConfig(terminal.env);
  await ensurePatches();
  await buildBrowserApps(terminal.out);
  const { startAisle } = await import('../main.ts');
  // A person at a terminal came for the addresses below and for what is wrong, not for a line a request.
  const isForPerson = process.stdout.isTTY && !terminal.env.LOG_LEVEL;
  const running = await startAisle(config, {
    log: pino({ level: isForPerson ? 'warn' : config.logLevel }),
    ...(isForPerson && { onFinding: sayWhatIsWrong(terminal) }),
  });
  for (const line of whereToClick(config, running)) terminal.out(line);
  return await untilStopped(running.stop, config);
}

function sayWhatIsWrong({ error }: Terminal): OnFinding {
  return (endpoint, finding) => {
    if (!finding.ok) error(`  Model ${endpoint}\n  ${describeFinding(finding)}\n`);
  };
}

interface Running {
  url: string;
  demoModel: boolean;
  firstAdmin: { email: string; password: string } | undefined;
}

function whereToClick({ databaseUrl }: Config, { url, demoModel, firstAdmin }: Running): string[] {
  const lines = [
    '',
    `  Aisle runs at ${url}`,
    '',
    `  A shop in English     ${url}/demo/outdoor`,
    `  Một shop tiếng Việt   ${url}/demo/laptop`,
    `  Admin                 ${url}/admin`,
  ];
  if (firstAdmin) {
    lines.push(
      `    sign in as          ${firstAdmin.email}`,
      `    with the password   ${firstAdmin.password}   (shown this once)`,
    );
  }
  if (demoModel) {
    lines.push(
      '',
      '  The answers come from the built-in demo model. Set MODEL_BASE_URL for a real one.',
    );
  }
  if (!databaseUrl) {
    lines.push('  The data lies in an embedded Postgres. Set DATABASE_URL for your own.');
  }
  return [...lines, '', '  Ctrl-C stops everything.', ''];
}
