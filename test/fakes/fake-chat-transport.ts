import type { ChatRequest, ConversationSummary } from '../../shared/chat-request.ts';
import type { Chunk } from '../../shared/chunk.ts';
import type { PublicStore } from '../../shared/store.ts';
import {
  type ChatTransport,
  type Customer,
  type History,
  type StreamEvent,
  TransportError,
  type TransportErrorCode,
  type Visitor,
  type VisitorTransport,
} from '../../widget/transport/chat-transport.ts';

/** What a call to `send` or `resume` comes to: events, and how they end. */
export interface Scripted {
  chunks?: Chunk[];
  /** The first event's number. */
  from?: number;
  /** `done` unless said otherwise; `open` stays open until the reader leaves. */
  end?: 'done' | 'open' | TransportErrorCode;
}

/** Plays what a test wrote down, in order, and throws when it is asked for more than that. */
export class FakeChatTransport implements ChatTransport {
  readonly calls: string[] = [];
  readonly sent: ChatRequest[] = [];
  readonly sends: (Scripted | TransportErrorCode)[] = [];
  readonly resumes: (Scripted | TransportErrorCode | 'none')[] = [];
  readonly histories: (History | TransportErrorCode)[] = [];
  readonly stores: PublicStore[] = [];
  uploadFailure: TransportErrorCode | undefined;
  /** What an upload waits for. */
  upload: ((signal: AbortSignal) => Promise<void>) | undefined;
  rateFailure: TransportErrorCode | undefined;
  eraseFailure: TransportErrorCode | undefined;
  /** Seconds, with every refusal of `send` and `resume`. */
  retryAfter: number | undefined;
  /** The first visitor's; numbered when absent. */
  token: string | undefined;
  /** Of all tokens. */
  expiresAt = '2099-01-01T00:00:00Z';
  /** Of a customer: what was said before is theirs. */
  continues = true;
  /** What a customer said on other devices. */
  listed: string[] = [];
  #visitors = 0;

  async store(key: string): Promise<PublicStore> {
    this.calls.push(`store ${key}`);
    const store = this.stores.shift();
    if (!store) throw new TransportError('network');
    return store;
  }

  async createVisitor(storeKey: string, customer?: Customer): Promise<Visitor> {
    const as = customer ? ` as a customer, shown ${customer.shown}` : '';
    this.calls.push(`createVisitor ${storeKey}${as}`);
    this.#visitors += 1;
    const token = this.token ?? `token-${this.#visitors}`;
    return { token, expires_at: this.expiresAt, continues: this.continues };
  }

  as(token: string): VisitorTransport {
    const note = (call: string) => this.calls.push(`${token} ${call}`);
    return {
      send: async (request, signal) => {
        note('send');
        this.sent.push(request);
        return this.#play(next(this.sends, 'send'), signal);
      },
      resume: async (_, signal) => {
        note('resume');
        const script = next(this.resumes, 'resume');
        return script === 'none' ? undefined : this.#play(script, signal);
      },
      stop: async () => {
        note('stop');
      },
      history: async () => {
        note('history');
        const history = next(this.histories, 'history');
        if (typeof history === 'string') throw new TransportError(history);
        return history;
      },
      conversations: async (): Promise<ConversationSummary[]> =>
        this.listed.map((id) => ({
          id,
          title: '',
          created_at: '',
          updated_at: '',
          status: 'idle',
        })),
      rate: async ({ messageId }, rating) => {
        note(`rate ${messageId} ${rating}`);
        if (this.rateFailure) throw new TransportError(this.rateFailure);
      },
      uploadImage: async (photo, { signal, onProgress }) => {
        note('uploadImage');
        onProgress(0.5);
        await this.upload?.(signal);
        if (this.uploadFailure) throw new TransportError(this.uploadFailure);
        const about = { media_type: photo.type, width: 1, height: 1, bytes: photo.size };
        return { id: 'i1', url: 'https://aisle.example/v1/images/i1', ...about };
      },
      image: async (imageId) => {
        note(`image ${imageId}`);
        return new Blob([imageId]);
      },
      erase: async () => {
        note('erase');
        if (this.eraseFailure) throw new TransportError(this.eraseFailure);
      },
      revoke: async () => {
        note('revoke');
      },
    };
  }

  #play(script: Scripted | TransportErrorCode, signal: AbortSignal) {
    if (typeof script !== 'string') return events(script, signal);
    throw new TransportError(script, { retryAfter: this.retryAfter });
  }
}

function next<T>(scripts: T[], call: string): T {
  const script = scripts.shift();
  if (script === undefined) throw new Error(`nothing scripted for ${call}`);
  return script;
}

async function* events(
  { chunks = [], from = 1, end = 'done' }: Scripted,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let id = from;
  for (const chunk of chunks) {
    yield { id, chunk };
    id += 1;
  }
  if (end === 'done') return;
  if (end !== 'open') throw new TransportError(end);
  signal.throwIfAborted();
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
