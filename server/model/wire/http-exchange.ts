import type { Dispatcher } from 'undici';
import { modelFailure, presentable } from '../model-failures.ts';
import type { Headers } from './retry-after.ts';

/** What an answer begins with; the body follows as it is said. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

export interface AnswerBody {
  /**
   * Hands over what comes, all that one turn of the loop brought in one piece: a provider may send each word in a piece of
   * its own. Resolves with true as soon as `take` wants no more, with false at the end; whoever reads then goes on from
   * there. Rejects with what `take` throws, with a ModelFailure `network` when the connection is lost, and with the
   * signal's reason.
   */
  read(take: (bytes: Uint8Array) => boolean): Promise<boolean>;
  /** Closes the connection if more was to come. */
  close(): void;
}

export interface ExchangeOptions {
  signal: AbortSignal;
  /** To be kept out of what is logged. */
  apiKey: string | undefined;
}

/**
 * Sends a request and resolves with the beginning of its answer. Rejects with a ModelFailure `network` when there is
 * none, and with the signal's reason. undici's `request` makes a Readable of every body, which takes as long for each word
 * as all that becomes of it here; this is its `dispatch`.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: ExchangeOptions,
): Promise<HttpAnswer> {
  const beginning = Promise.withResolvers<HttpAnswer>();
  try {
    dispatcher.dispatch(request, new Exchange(beginning, options));
  } catch (error) {
    beginning.reject(lost(error, options.apiKey));
  }
  return beginning.promise;
}

interface Reader {
  take(bytes: Uint8Array): boolean;
  resolve(hasEnough: boolean): void;
  reject(reason: unknown): void;
}

class Exchange implements Dispatcher.DispatchHandler, AnswerBody {
  readonly #signal: AbortSignal;
  readonly #apiKey: string | undefined;
  /** Until there is an answer, or a failure. */
  #beginning: PromiseWithResolvers<HttpAnswer> | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  /** What came and was not handed over yet. */
  #pieces: Uint8Array[] = [];
  #end: { failure?: unknown } | undefined;
  #reader: Reader | undefined;
  #isDue = false;

  constructor(beginning: PromiseWithResolvers<HttpAnswer>, { signal, apiKey }: ExchangeOptions) {
    this.#beginning = beginning;
    this.#signal = signal;
    this.#apiKey = apiKey;
    signal.addEventListener('abort', this);
    if (signal.aborted) this.handleEvent();
  }

  /** The call is over for us, whatever the provider still says. */
  handleEvent(): void {
    this.#pieces = [];
    this.#finish({ failure: this.#signal.reason });
    this.#controller?.abort(this.#signal.reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#end) controller.abort(this.#signal.reason);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers) {
    // "Continue" and its like are not the answer.
    if (status < 200) return;
    // undici would keep its bytes for as long as the answer takes.
    controller.rawHeaders = null;
    this.#beginning?.resolve({ status, headers, body: this });
    this.#beginning = undefined;
  }

  onResponseData(_: Dispatcher.DispatchController, bytes: Uint8Array): void {
    if (this.#end) return;
    this.#pieces.push(bytes);
    this.#handOverSoon();
  }

  onResponseEnd(): void {
    this.#finish({});
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const code = this.#beginning ? undefined : 'model_truncated';
    this.#finish({ failure: lost(error, this.#apiKey, code) });
  }

  read(take: (bytes: Uint8Array) => boolean): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#reader = { take, resolve, reject };
      this.#handOverSoon();
    });
  }

  close(): void {
    if (!this.#end) this.#controller?.abort(new Error('nobody reads the rest'));
  }

  #finish(end: { failure?: unknown }): void {
    if (this.#end) return;
    this.#end = end;
    this.#signal.removeEventListener('abort', this);
    this.#beginning?.reject(end.failure);
    this.#beginning = undefined;
    this.#handOverSoon();
  }

  #handOverSoon(): void {
    if (this.#isDue || !this.#reader) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    const reader = this.#reader;
    if (!reader) return;
    try {
      const hasEnough = this.#pieces.length > 0 && reader.take(this.#takePieces());
      if (!hasEnough && !this.#end) return;
      this.#reader = undefined;
      if (!hasEnough && this.#end && 'failure' in this.#end) reader.reject(this.#end.failure);
      else reader.resolve(hasEnough);
    } catch (error) {
      this.#reader = undefined;
      reader.reject(error);
    }
  }

  #takePieces(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }
}

function lost(error: unknown, apiKey: string | undefined, code?: 'model_truncated') {
  return modelFailure('network', networkMessage(error, apiKey), { code, cause: error });
}

/** For the log: what the network said, with the key taken out. */
export function networkMessage(error: unknown, apiKey: string | undefined): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return presentable([code, message].filter(Boolean).join(': ') || 'connection failed', apiKey);
}
