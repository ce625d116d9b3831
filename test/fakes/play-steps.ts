import type { Socket } from 'node:net';
import type { UpstreamStep } from './fake-llm-server.ts';

/**
 * Answers one request as the steps say, on the bare socket, since a well-behaved server cannot misbehave. The
 * body ends properly after the last step unless that says otherwise. Ends early when the connection is gone. True
 * when the client got it whole.
 */
export async function playSteps(steps: Iterable<UpstreamStep>, socket: Socket): Promise<boolean> {
  for (const step of steps) {
    if (socket.destroyed) return false;
    if ('head' in step) writeHead(socket, step);
    else if ('write' in step) await writeChunk(socket, Buffer.from(step.write));
    else if ('raw' in step) await write(socket, Buffer.from(step.raw));
    else if ('waitMs' in step) await wait(step.waitMs);
    else if ('stall' in step) return false;
    else return leave(socket, step);
  }
  if (socket.destroyed) return false;
  socket.write('0\r\n\r\n');
  return true;
}

function writeHead(socket: Socket, { head, headers }: Extract<UpstreamStep, { head: number }>) {
  const all = { 'transfer-encoding': 'chunked', connection: 'keep-alive', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${head} Said\r\n${lines.join('')}\r\n`);
}

async function writeChunk(socket: Socket, bytes: Buffer): Promise<void> {
  const parts = [`${bytes.length.toString(16)}\r\n`, bytes, '\r\n'];
  await write(socket, Buffer.concat(parts.map((part) => Buffer.from(part))));
}

/** Each write leaves on its own, so that the reader sees this chunking; a slow reader is waited for. */
async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (!socket.write(bytes) && !socket.destroyed) await drained(socket);
  await wait(1);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const proceed = () => {
      socket.off('drain', proceed).off('close', proceed);
      resolve();
    };
    socket.on('drain', proceed).on('close', proceed);
  });
}

async function leave(socket: Socket, how: { reset: true } | { cut: true }): Promise<false> {
  await wait(10);
  if ('reset' in how) socket.resetAndDestroy();
  else socket.end();
  return false;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
