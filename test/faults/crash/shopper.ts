import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatMessage } from '../../../shared/message.ts';
import { readEventStream } from '../../../widget/transport/read-event-stream.ts';
import type { Moment } from './moments.ts';
import { STORE } from './open-shop.ts';
import type { SeededRandom } from './seeded-random.ts';
import { listenToAnswer, type ToldAnswer } from './told-answer.ts';

/** A question and all that its shopper came to know of it. */
export interface Asked {
  question: string;
  messageId: string;
  conversationId: string;
  token: string;
  /** A stream began: the message is stored, whatever happens now. */
  acknowledged: boolean;
  stopAcknowledged: boolean;
  told: ToldAnswer;
  /** What a second tab was told that saw the end. */
  toldElsewhere: ToldAnswer | undefined;
  /** Undefined until the shopper looked at the conversation afterwards. */
  stored: { messages: ChatMessage[]; status: string } | undefined;
  /** The longest time without an event while nothing was done to any server, in milliseconds. */
  longestSilenceMs: number;
  lastHeardAt: number;
  over: boolean;
}

/** Hears how long each request took to be answered, with what status; undefined when the connection broke. */
export type OnAnswer = (path: string, answer: { ms: number; status: number | undefined }) => void;

export interface ShopperDeps {
  urls: string[];
  random: SeededRandom;
  /** Hears that a question was just sent to a server, or that its stream began. */
  onMoment(moment: Moment, server?: number): void;
  onWrong(asked: Asked, what: string): void;
  onAnswer?: OnAnswer;
  /** When something was done to a server last, by `performance.now()`: silence counts from then. */
  calmSince(): number;
  /** Aborted when the trials give up. */
  signal: AbortSignal;
}

/** A request that has no head after this is not answered at all. */
const HEAD_LIMIT_MS = 10_000;
const LONGEST_PAUSE_MS = 150;

/** A new visitor; every one comes from an address of their own. */
export async function arrive(deps: ShopperDeps): Promise<string> {
  const response = await insist(deps, () => ({
    path: '/v1/visitors',
    method: 'POST',
    headers: { 'x-forwarded-for': `10.${deps.random.below(250)}.${deps.random.below(250)}.7` },
    json: { store: STORE },
  }));
  return ((await response.json()) as { token: string }).token;
}

/** Asks as the widget does, again with the same message id until the whole answer is told, and looks at what is stored. */
export async function ask(deps: ShopperDeps, asked: Asked): Promise<void> {
  while (!(await followOnce(deps, asked, asked.told))) await pause(deps);
  asked.over = true;
  deps.onMoment('answer ended');
  const path = `/v1/chat/${asked.conversationId}`;
  const response = await insist(deps, () => ({ path, token: asked.token }));
  asked.stored = (await response.json()) as Asked['stored'];
}

/** Follows in another tab, from the first event on. */
export async function watch(deps: ShopperDeps, asked: Asked): Promise<void> {
  const told = listenToAnswer((what) => deps.onWrong(asked, `in the second tab, ${what}`));
  while (!asked.over) {
    if (asked.acknowledged && (await followOnce(deps, asked, told))) {
      asked.toldElsewhere = told;
      return;
    }
    await pause(deps);
  }
}

/** Stops the answer through any server. */
export async function stop(deps: ShopperDeps, asked: Asked): Promise<void> {
  const path = `/v1/chat/${asked.conversationId}/stop`;
  await insist(deps, () => ({ path, method: 'POST', token: asked.token }));
  asked.stopAcknowledged = true;
}

/** One connection; true when it brought the end. */
async function followOnce(deps: ShopperDeps, asked: Asked, told: ToldAnswer): Promise<boolean> {
  const { random } = deps;
  const resumes = asked.acknowledged && random.percent(50);
  const fromTheStart = random.percent(30);
  if (fromTheStart) told.fromTheStart();
  const headers: Record<string, string> =
    told.seen() > 0 ? { 'last-event-id': String(told.seen()) } : {};
  const message = {
    id: asked.messageId,
    role: 'user',
    parts: [{ type: 'text', text: asked.question }],
  };
  const request: Sent = resumes
    ? { path: `/v1/chat/${asked.conversationId}/stream`, token: asked.token, headers }
    : {
        path: '/v1/chat',
        method: 'POST',
        token: asked.token,
        headers,
        json: { id: asked.conversationId, message },
      };
  const server = random.below(deps.urls.length);
  const response = await send(deps, server, request).catch(() => undefined);
  if (!response || isForLater(response)) return false;
  // Nothing runs: what is missing comes with the same message again.
  if (response.status === 204) return false;
  if (!response.ok || !response.body) {
    deps.onWrong(
      asked,
      `${request.path} was answered ${response.status}: ${await response.text()}`,
    );
    return false;
  }
  if (!asked.acknowledged) {
    asked.acknowledged = true;
    asked.lastHeardAt = performance.now();
    deps.onMoment('acknowledged', server);
  }
  return await readToEnd(response.body, { deps, asked, told });
}

async function readToEnd(
  body: ReadableStream<Uint8Array>,
  { deps, asked, told }: { deps: ShopperDeps; asked: Asked; told: ToldAnswer },
): Promise<boolean> {
  try {
    for await (const { id, data } of readEventStream(body, () => {})) {
      if (data === '[DONE]') return true;
      heard(deps, asked);
      told.take(Number(id), JSON.parse(data));
    }
  } catch {
    // The server was killed.
  }
  return false;
}

function heard({ calmSince }: ShopperDeps, asked: Asked): void {
  const now = performance.now();
  const silence = now - Math.max(asked.lastHeardAt, calmSince());
  asked.longestSilenceMs = Math.max(asked.longestSilenceMs, silence);
  asked.lastHeardAt = now;
}

interface Sent {
  path: string;
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  json?: unknown;
}

/** Tries one server after another until one answers. Throws when that is a refusal that stays one. */
async function insist(deps: ShopperDeps, request: () => Sent): Promise<Response> {
  for (;;) {
    const sent = request();
    const response = await send(deps, deps.random.below(deps.urls.length), sent).catch(
      () => undefined,
    );
    if (response?.ok) return response;
    if (response && !isForLater(response)) {
      throw new Error(`${sent.path} was answered ${response.status}: ${await response.text()}`);
    }
    await pause(deps);
  }
}

/** Busy, or away; a server that was frozen takes what waited for it for a slow client's. */
function isForLater({ status }: Response): boolean {
  return status === 503 || status === 429 || status === 408;
}

async function pause({ random, signal }: ShopperDeps): Promise<void> {
  await sleep(random.below(LONGEST_PAUSE_MS), undefined, { signal });
}

async function send(deps: ShopperDeps, server: number, sent: Sent): Promise<Response> {
  const headers: Record<string, string> = { ...sent.headers };
  if (sent.token) headers.authorization = `Bearer ${sent.token}`;
  if (sent.json) headers['content-type'] = 'application/json';
  const head = new AbortController();
  const timer = setTimeout(() => head.abort(), HEAD_LIMIT_MS);
  const sentAt = performance.now();
  let status: number | undefined;
  try {
    const answered = fetch(`${deps.urls[server]}${sent.path}`, {
      method: sent.method ?? 'GET',
      headers,
      body: sent.json ? JSON.stringify(sent.json) : null,
      signal: AbortSignal.any([deps.signal, head.signal]),
    });
    if (sent.path === '/v1/chat') deps.onMoment('asked', server);
    const response = await answered;
    status = response.status;
    return response;
  } finally {
    clearTimeout(timer);
    deps.onAnswer?.(sent.path, { ms: performance.now() - sentAt, status });
  }
}
