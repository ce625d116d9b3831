import { parseArgs } from 'node:util';
import { buildBrowserApps } from './browser-apps.ts';
import type { Terminal } from './terminal.ts';

export async function buildCommand(args: string[], { out }: Terminal): Promise<number> {
  parseArgs({ args });
  await buildBrowserApps(out);
  out('What browsers load is up to date.');
  return 0;
}
