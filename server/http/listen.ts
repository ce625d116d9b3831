import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { answeringNode, type NodeBindings, type NodeFetch } from './node-answer.ts';

/** What slow or silent clients may take, in milliseconds. */
const LIMITS = {
  headersTimeout: 5_000,
  /** Above the 180 s that a photo may take, which have a clearer answer; JSON has a shorter limit of its own. */
  requestTimeout: 200_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
};

export interface Address {
  host: string;
  port: number;
}

/** Serves `fetch` over HTTP. Rejects when the port is taken or not ours to take. */
export function listen(fetch: NodeFetch, { host, port }: Address): Promise<Server> {
  const answer = answeringNode(fetch);
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as NodeBindings),
    hostname: host,
    serverOptions: LIMITS,
  }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Takes no new connection, lets requests end for `limitMs`, then cuts off what is left. */
export async function closeServer(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearTimeout(timer);
}
