import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleRequest } from './routes.ts';
import { HUMAN_PACE, INSTANT_PACE } from './send-stream.ts';

export interface DemoModelOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** `human`, the default, streams as fast as a person reads; `instant` does not wait. */
  pace?: 'human' | 'instant';
  log?: (message: string) => void;
}

export interface DemoModel {
  /** Ends in `/v1`: what `MODEL_BASE_URL` would be. */
  baseUrl: string;
  /** Cuts off running answers and frees the port, within half a second. */
  stop(): Promise<void>;
}

/** No answer takes longer than this. */
const ANSWER_LIMIT_MS = 60_000;

/**
 * Starts an OpenAI-compatible server on 127.0.0.1 that answers without a language model: by rules, from the
 * results of the tools it calls, in English and Vietnamese. Rejects when the port is taken.
 */
export async function startDemoModel(options: DemoModelOptions = {}): Promise<DemoModel> {
  const { port = 0, pace = 'human', log = () => {} } = options;
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const signal = AbortSignal.any([gone.signal, limit, stopping.signal]);
    const deps = { pace: pace === 'human' ? HUMAN_PACE : INSTANT_PACE, log };
    void handleRequest(deps, { request, response, signal });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5_000;
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${bound}/v1`,
    stop: () => {
      stopping.abort();
      return close(server);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
