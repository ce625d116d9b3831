import { parentPort, threadId } from 'node:worker_threads';

/** A search's thread that never answers a search, fails to list neighbours and tells its own number when loading. */
parentPort?.on('message', ({ id, request }: { id: number; request: { task: string } }) => {
  if (request.task === 'load') parentPort?.postMessage({ id, result: threadId });
  if (request.task === 'neighbours') parentPort?.postMessage({ id, error: 'a fault' });
});
