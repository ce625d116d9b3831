/** The watcher of `watchPeak`: `node bench/watch-memory.ts PID` looks at what is below that process until it is told to end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type PeakMemory, treeMemory } from './process-memory.ts';

const INTERVAL_MS = 100;

const root = Number(process.argv[2]);
const peak: PeakMemory = { server: 0, decoder: 0, database: 0, withoutDecoder: 0 };
let ended = false;
process.once('message', () => {
  ended = true;
});
while (!ended) {
  const { server, decoder, database } = await treeMemory(root);
  peak.server = Math.max(peak.server, server);
  peak.decoder = Math.max(peak.decoder, decoder);
  peak.database = Math.max(peak.database, database);
  peak.withoutDecoder = Math.max(peak.withoutDecoder, server + database);
  await sleep(INTERVAL_MS);
}
process.send?.(peak, () => process.exit());
