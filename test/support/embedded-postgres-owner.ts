import { startEmbeddedPostgres } from '../../server/embedded/postgres/start-embedded-postgres.ts';

// Runs an embedded Postgres in the folder that is the first argument until it is killed.
await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  settings: { fsync: 'off', shared_buffers: '16MB' },
});
process.send?.('ready');
process.once('disconnect', () => process.exit());
