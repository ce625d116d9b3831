/** A decoder's process that never answers about `hang`, dies of `die` and repeats everything else. */
process.on('message', (job) => {
  if (job === 'hang') setInterval(() => {}, 1_000);
  else if (job === 'die') process.kill(process.pid, 'SIGKILL');
  else process.send?.({ job, pid: process.pid, secrets: process.env.AISLE_TEST_SECRET });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
