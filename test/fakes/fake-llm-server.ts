import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { playSteps } from './play-steps.ts';

/** What the fake upstream does with one request, in order. */
export type UpstreamStep =
  /** Sends the head and, with it, nothing else. */
  | { head: number; headers?: Record<string, string> }
  /** Bytes of the body; a string is UTF-8. */
  | { write: string | Uint8Array }
  /** Bytes as they stand, past the framing of HTTP. */
  | { raw: string | Uint8Array }
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
  /** The answer was sent to its proper end. */
  whole: boolean;
  /** Settles when the connection of this request is gone, whoever closed it. */
  closed: Promise<void>;
}

/** What to do with a request; steps may go on for ever. */
export type Answering = (request: SeenRequest) => Iterable<UpstreamStep>;

/**
 * An HTTP upstream on 127.0.0.1 whose every answer is scripted, byte by byte if need be. The body ends properly
 * after the last step unless the script says otherwise.
 */
export class FakeLlmServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  /** How many connections were opened. */
  connections = 0;
  readonly #server: Server;
  readonly #answering: Answering;
  readonly #waiting: (() => void)[] = [];

  private constructor(answering: Answering) {
    this.#answering = answering;
    this.#server = createServer({ keepAliveTimeout: 5_000 }, (request) => {
      void this.#answer(request, request.socket);
    });
    this.#server.on('connection', (socket) => {
      this.connections++;
      socket.setNoDelay(true);
      // Every request of a connection that is kept alive waits for its end.
      socket.setMaxListeners(0);
      socket.on('error', () => {});
    });
  }

  /** Answers request n with script n and 599 when it is asked once more. */
  static start(...scripts: UpstreamStep[][]): Promise<FakeLlmServer> {
    const left = [...scripts];
    return FakeLlmServer.answering(() => left.shift() ?? [{ head: 599 }]);
  }

  /** Asks `answering` what to do with each request. A free port when none is named; rejects when it cannot listen. */
  static async answering(
    answering: Answering,
    { port = 0 }: { port?: number } = {},
  ): Promise<FakeLlmServer> {
    const fake = new FakeLlmServer(answering);
    fake.#server.listen(port, '127.0.0.1');
    await once(fake.#server, 'listening');
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
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const raw = await text(request).catch(() => undefined);
    // Who hung up before the question was out gets no answer.
    if (raw === undefined) return;
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: json(raw),
      whole: false,
      closed,
    };
    this.requests.push(seen);
    for (const wake of this.#waiting.splice(0)) wake();
    seen.whole = await playSteps(this.#answering(seen), socket);
  }
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
    usageEvent(words.length),
    dataEvent('[DONE]'),
  ];
}

/** What an answer cost: 7 tokens for the question and these for the answer. */
export function usageEvent(outputTokens = 1): UpstreamStep {
  return dataEvent({
    choices: [],
    usage: { prompt_tokens: 7, completion_tokens: outputTokens, total_tokens: 7 + outputTokens },
  });
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
