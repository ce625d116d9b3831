/**
 * What the widget costs the page that it stands on: gzipped JavaScript beside peers' published bundles, and what a
 * Chromium with a slow processor makes of it. Exits 1 when a promise of ours is not kept.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBrowserApps } from '../server/cli/browser-apps.ts';
import { type Growth, measureInBrowser } from './widget-in-browser.ts';
import { measurePeers } from './widget-peers.ts';

const WIDGET = path.resolve(import.meta.dirname, '../dist/widget');
const MOST_TO_OPEN_MS = 100;

function gzipped(file: string): number {
  return gzipSync(readFileSync(path.join(WIDGET, file)), { level: 9 }).length;
}

function filesOf(sources: (source: string, isEntry: boolean) => boolean): number {
  const manifest: Record<string, { file: string; isEntry?: boolean }> = JSON.parse(
    readFileSync(path.join(WIDGET, 'manifest.json'), 'utf8'),
  );
  return Object.entries(manifest)
    .filter(([source, { isEntry = false }]) => sources(source, isEntry))
    .reduce((sum, [, { file }]) => sum + gzipped(file), 0);
}

await buildBrowserApps();
const loader = gzipped('loader.js');
const opened = filesOf((source, isEntry) => isEntry || source === 'app/extras/extras.ts');
const row = (name: string, before: string, after: string, ratio: string) =>
  console.log(`${name.padEnd(28)}${before.padStart(14)}${after.padStart(14)}${ratio.padStart(10)}`);

row('gzipped JavaScript, bytes', 'before click', 'with it', 'ratio');
row('aisle', String(loader), String(loader + opened), '1');
for (const peer of await measurePeers()) {
  if (typeof peer === 'string') console.log(peer);
  else {
    const ratio = Math.round(peer.bytes / loader);
    row(`${peer.name} ${peer.version}`, String(peer.bytes), '', String(ratio));
  }
}

const seen = await measureInBrowser();
const growth = ([before, after]: Growth) => `${before} → ${after}`;
console.log(`
In Chromium, processor slowed down 4 times
before the click: ${seen.requests} request, ${seen.storedBefore} stored, ${seen.longTasks} long tasks, layout shift ${seen.shift}
from click to usable: ${seen.opening.middle} ms, the middle of ${seen.opening.all.join(' ')} (promised: ${MOST_TO_OPEN_MS})
after 100 rounds of opening and destroying: nodes ${growth(seen.nodes)}, listeners ${growth(seen.listeners)}, bytes of memory ${growth(seen.heap)}`);

const isKept =
  seen.requests === 1 &&
  seen.storedBefore === 0 &&
  seen.longTasks === 0 &&
  seen.shift === 0 &&
  seen.opening.middle <= MOST_TO_OPEN_MS;
process.exitCode = isKept ? 0 : 1;
