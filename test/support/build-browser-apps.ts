import { buildBrowserApps } from '../../server/cli/browser-apps.ts';

/** Builds what browsers load, before the browser tests run. */
export default async function buildBeforeTests(): Promise<void> {
  await buildBrowserApps();
}
