import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { connectionTarget } from '../../server/postgres/connection/connection-target.ts';

/** A way to a database that can be made slow, silent or closed. */
export interface DatabaseRelay extends AsyncDisposable {
  /** Leads to the same database. */
  url: string;
  /** From now on each answer comes so much later. */
  slowDown(ms: number): void;
  /** Keeps connections open and passes nothing on any more. */
  goSilent(): void;
  /** Ends all connections and takes no new ones. */
  goAway(): void;
}

export async function startDatabaseRelay(databaseUrl: string): Promise<DatabaseRelay> {
  const { host, port } = connectionTarget(databaseUrl);
  const sockets = new Set<net.Socket>();
  let silent = false;
  let delayMs = 0;

  function pass(from: net.Socket, to: net.Socket, delay: () => number): void {
    sockets.add(from);
    from.on('error', () => {}).on('close', () => to.destroy());
    from.on('data', (bytes) => {
      if (!silent) setTimeout(() => to.write(bytes), delay());
    });
  }

  const server = net.createServer((near) => {
    const far = net.connect(
      host.startsWith('/') ? { path: path.join(host, `.s.PGSQL.${port}`) } : { host, port },
    );
    pass(near, far, () => 0);
    pass(far, near, () => delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  for (const name of ['host', 'port']) url.searchParams.delete(name);

  function goAway(): void {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: url.href,
    slowDown(ms) {
      delayMs = ms;
    },
    goSilent() {
      silent = true;
    },
    goAway,
    async [Symbol.asyncDispose]() {
      goAway();
    },
  };
}
