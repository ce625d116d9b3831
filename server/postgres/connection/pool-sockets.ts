import net from 'node:net';
import path from 'node:path';
import type { ConnectionTarget } from './connection-target.ts';

/** How much was heard from each connection so far. */
export type HeardSoFar = ReadonlyMap<net.Socket, number>;

/**
 * The sockets of one pool. The driver waits for ever for a server that has gone silent (a cable, a firewall, a
 * stopped machine); these can be told apart and closed, which the driver understands.
 */
export class PoolSockets {
  readonly #target: ConnectionTarget;
  readonly #open = new Set<net.Socket>();

  constructor(target: ConnectionTarget) {
    this.#target = target;
  }

  /** A socket that is connecting; the driver writes at once and hears of failure by its events. */
  connect(): net.Socket {
    const { host, port } = this.#target;
    const socket = host.startsWith('/')
      ? net.connect(path.join(host, `.s.PGSQL.${port}`))
      : net.connect(port, host);
    // The driver names this host to a TLS server, and both when it complains.
    Object.assign(socket, { host, port });
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }

  heardSoFar(): HeardSoFar {
    return new Map([...this.#open].map((socket) => [socket, socket.bytesRead]));
  }

  /** Closes connections from which nothing has come since. */
  closeSilent(since: HeardSoFar): void {
    for (const [socket, bytes] of since) {
      if (socket.bytesRead === bytes) socket.destroy();
    }
  }
}
