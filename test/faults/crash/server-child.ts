/** One server process without the command line around it. It loads, starts when it is told to, and ends with its parent. */
import module from 'node:module';
import path from 'node:path';

module.enableCompileCache(path.resolve(import.meta.dirname, '../../../node_modules/.cache/node'));
const [{ pino }, { readConfig }, { startAisle }] = await Promise.all([
  import('pino'),
  import('../../../server/config.ts'),
  import('../../../server/main.ts'),
]);
// Who is killed writes nothing down at its end.
module.flushCompileCache();

process.once('disconnect', () => process.exit(1));
process.once('message', async (env) => {
  const log = pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }));
  await startAisle(readConfig(env as Record<string, string>), { log });
  process.send!('listening');
});
process.send!('loaded');
