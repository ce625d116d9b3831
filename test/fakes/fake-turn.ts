import type { UserMessage } from '../../shared/chat-request.ts';
import type { Chunk, DataPart } from '../../shared/chunk.ts';
import { foldChunk } from '../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../shared/message.ts';

/** A turn whose answer a test writes, as fast or as slowly as it likes. Readers follow from the first event. */
export class FakeTurn {
  readonly question: UserMessage;
  readonly messageId = `answer-${crypto.randomUUID()}`;
  /** Set when the shopper pressed stop. */
  stopRequested = false;
  isRunning = true;
  rating: 'up' | 'down' | undefined;
  readonly #startedAt = new Date().toISOString();
  readonly #chunks: Chunk[] = [];
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();

  constructor(question: UserMessage) {
    this.question = question;
    this.emit({ type: 'start', messageId: this.messageId });
  }

  get text(): string {
    return this.question.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  }

  get message(): ChatMessage {
    const empty: ChatMessage = { id: this.messageId, role: 'assistant', parts: [] };
    const message = this.#chunks.reduce(foldChunk, empty);
    const status = this.stopRequested ? 'stopped' : 'done';
    return { ...message, metadata: { created_at: this.#startedAt, status, rating: this.rating } };
  }

  get readers(): number {
    return this.#readers.size;
  }

  emit(chunk: Chunk): void {
    this.#chunks.push(chunk);
    for (const reader of this.#readers) reader.enqueue(event(this.#chunks.length, chunk));
  }

  /** A whole text, in one delta. */
  say(text: string): void {
    const id = `text-${this.#chunks.length}`;
    this.emit({ type: 'text-start', id });
    this.emit({ type: 'text-delta', id, delta: text });
    this.emit({ type: 'text-end', id });
  }

  /** A tool that runs until `done` is called. */
  use(toolName: string): { done(output?: unknown): void } {
    const toolCallId = `call-${this.#chunks.length}`;
    this.emit({ type: 'tool-input-start', toolCallId, toolName });
    this.emit({ type: 'tool-input-available', toolCallId, toolName, input: {} });
    return {
      done: (output = {}) => this.emit({ type: 'tool-output-available', toolCallId, output }),
    };
  }

  show(part: Omit<DataPart, 'id'>): void {
    this.emit({ ...part, id: `data-${this.#chunks.length}` } as DataPart);
  }

  finish(): void {
    if (!this.isRunning) return;
    this.emit({ type: 'finish' });
    this.#end();
  }

  /** What the server does when the shopper pressed stop. */
  stop(): void {
    this.stopRequested = true;
    if (!this.isRunning) return;
    this.emit({ type: 'abort' });
    this.#end();
  }

  /** Ends the connection of everybody who reads in the middle of the answer; the turn goes on. */
  cut(): void {
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  follow(): ReadableStream<Uint8Array> {
    let self: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream({
      start: (controller) => {
        self = controller;
        controller.enqueue(new TextEncoder().encode(': hello\n\n'));
        this.#chunks.forEach((chunk, index) => {
          controller.enqueue(event(index + 1, chunk));
        });
        if (this.isRunning) this.#readers.add(controller);
        else end(controller);
      },
      cancel: () => {
        this.#readers.delete(self);
      },
    });
  }

  #end(): void {
    this.isRunning = false;
    for (const reader of this.#readers) end(reader);
    this.#readers.clear();
  }
}

function event(id: number, chunk: Chunk): Uint8Array {
  return new TextEncoder().encode(`id: ${id}\ndata: ${JSON.stringify(chunk)}\n\n`);
}

function end(reader: ReadableStreamDefaultController<Uint8Array>): void {
  reader.enqueue(new TextEncoder().encode('data: [DONE]\n\n'));
  reader.close();
}
