import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { answeringNode, type NodeBindings, type NodeFetch } from './node-answer.ts';

/** How long slow or silent clients are waited for, in milliseconds. */
export interface ClientWaits {
  headersTimeout: number;
  /** For a whole request, with its body. */
  requestTimeout: number;
  /** Between two requests on one connection. */
  keepAliveTimeout: number;
  /** Who is over a limit is found out this often. */
  connectionsCheckingInterval: number;
}

export const CLIENT_WAITS: ClientWaits = {
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

export interface ListenOptions extends Address {
  /** Connections at once; one more is closed at once. As many as the system gives when absent. */
  connections?: number;
  waits?: Partial<ClientWaits>;
}

/** Serves `fetch` over HTTP. Rejects when the port is taken or not ours to take. */
export function listen(fetch: NodeFetch, options: ListenOptions): Promise<Server> {
  const { host, port, connections, waits } = options;
  const answer = answeringNode(fetch);
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as NodeBindings),
    hostname: host,
    serverOptions: { ...CLIENT_WAITS, ...waits },
  }) as Server;
  if (connections !== undefined) server.maxConnections = connections;
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
