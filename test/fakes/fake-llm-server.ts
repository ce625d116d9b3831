import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the fake upstream does with one request, in order. */
export type UpstreamStep =
  /** Sends the head and, with it, nothing else. */
  | { head: number; headers?: Record<string, string> }
  /** Bytes of the body; a string is UTF-8. */
  | { write: string | Uint8Array }
  | { waitMs: number }
  /** Keeps the connection open and says nothing more. */
  | { stall: true }
  /** RST. */
  | { reset: true }
  /** FIN without the end of the chunked body. */
  | { cut: true };

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined when it is none. */
  body: unknown;
  /** Settles when the connection of this request is gone, whoever closed it. */
  closed: Promise<void>;
}

/**
 * An HTTP upstream on 127.0.0.1 that answers request n with script n and 599 when it is asked once more. The
 * body ends properly after the last step unless the script says otherwise.
 */
export class FakeLlmServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  /** How many connections were opened. */
  connections = 0;
  readonly #server: Server;
  readonly #scripts: UpstreamStep[][];
  readonly #waiting: (() => void)[] = [];

  private constructor(scripts: UpstreamStep[][]) {
    this.#scripts = scripts;
    this.#server = createServer({ keepAliveTimeout: 5_000 }, (request) => {
      void this.#answer(request, request.socket);
    });
    this.#server.on('connection', (socket) => {
      this.connections++;
      socket.setNoDelay(true);
      socket.on('error', () => {});
    });
  }

  static async start(...scripts: UpstreamStep[][]): Promise<FakeLlmServer> {
    const fake = new FakeLlmServer(scripts);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Resolves when request `n` (from 1) has arrived. */
  async arrival(n: number): Promise<SeenRequest> {
    while (this.requests.length < n) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.requests[n - 1]!;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, socket: Socket): Promise<void> {
    const raw = await text(request);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    this.requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: json(raw),
      closed,
    });
    for (const wake of this.#waiting.splice(0)) wake();
    const script = this.#scripts[this.requests.length - 1] ?? [{ head: 599 }];
    await play(script, socket);
  }
}

/** Written by hand, since a well-behaved server cannot misbehave. */
async function play(script: UpstreamStep[], socket: Socket): Promise<void> {
  for (const step of script) {
    if (socket.destroyed) return;
    if ('head' in step) {
      const headers = { 'transfer-encoding': 'chunked', connection: 'keep-alive', ...step.headers };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 ${step.head} Said\r\n${lines.join('')}\r\n`);
    } else if ('write' in step) {
      const bytes = Buffer.from(step.write);
      socket.write(`${bytes.length.toString(16)}\r\n`);
      socket.write(bytes);
      socket.write('\r\n');
      // Each write leaves on its own, so that the reader sees this chunking.
      await wait(1);
    } else if ('waitMs' in step) await wait(step.waitMs);
    else if ('stall' in step) return;
    else if ('reset' in step) {
      await wait(10);
      socket.resetAndDestroy();
      return;
    } else {
      await wait(10);
      socket.end();
      return;
    }
  }
  socket.write('0\r\n\r\n');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The head of a streamed answer. */
export const streamHead: UpstreamStep = {
  head: 200,
  headers: { 'content-type': 'text/event-stream' },
};

/** One chunk of choice 0 as an event. */
export function deltaEvent(delta: object, finishReason: string | null = null): UpstreamStep {
  return dataEvent({ choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

export function dataEvent(data: unknown): UpstreamStep {
  return { write: `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n` };
}

/** A whole answer of some words. */
export function saying(...words: string[]): UpstreamStep[] {
  return [
    streamHead,
    ...words.map((content) => deltaEvent({ content })),
    deltaEvent({}, 'stop'),
    dataEvent({
      choices: [],
      usage: { prompt_tokens: 7, completion_tokens: words.length, total_tokens: 7 + words.length },
    }),
    dataEvent('[DONE]'),
  ];
}

/** A refusal with a JSON body. */
export function refusing(
  status: number,
  error: object,
  headers: Record<string, string> = {},
): UpstreamStep[] {
  return [
    { head: status, headers: { 'content-type': 'application/json', ...headers } },
    { write: JSON.stringify({ error }) },
  ];
}
