import type { ModelFailure } from '../../server/errors.ts';
import type {
  ModelClient,
  ModelEnd,
  ModelEndReason,
  ModelListener,
  ModelRequest,
  ModelToolCall,
} from '../../server/model/model-client.ts';

/** One answer. Text comes first, then tool calls, then the end; a failure or a hang takes the place of calls and end. */
export interface ScriptedAnswer {
  /** An array is streamed piece by piece. */
  text?: string | string[];
  toolCalls?: ScriptedToolCall[];
  /** Guessed when absent: `tool-calls` when there are any, else `stop`. */
  reason?: ModelEndReason;
  end?: Omit<ModelEnd, 'type' | 'reason'>;
  /** Thrown after the text. */
  failure?: ModelFailure;
  /** Says nothing more until the signal aborts. */
  hang?: boolean;
}

export interface ScriptedToolCall {
  name: string;
  /** A string is sent as it is, so that a test can write broken JSON; anything else is serialised. */
  arguments: unknown;
  callId?: string;
}

export type ScriptedStep = ScriptedAnswer | ((request: ModelRequest) => ScriptedAnswer);

/** A model that says what the test wrote, in order, and throws when it is asked once more than that. */
export class ScriptedModel implements ModelClient {
  /** Copies of what was asked, in order. */
  readonly requests: ModelRequest[] = [];
  readonly #steps: readonly ScriptedStep[];
  #calls = 0;

  constructor(steps: readonly ScriptedStep[]) {
    this.#steps = steps;
  }

  /** How many answers nobody has asked for yet. */
  get remaining(): number {
    return this.#steps.length - this.requests.length;
  }

  async ask(request: ModelRequest, { signal, hear }: ModelListener): Promise<void> {
    signal.throwIfAborted();
    const { confirm, ...asked } = request;
    if (confirm) await confirm();
    const step = this.#steps[this.requests.length];
    this.requests.push(structuredClone(asked));
    if (!step)
      throw new Error(`The script has ${this.#steps.length} answers and was asked for one more.`);
    const answer = typeof step === 'function' ? step(request) : step;
    for (const text of [answer.text ?? []].flat()) {
      hear({ type: 'text-delta', text });
      await nextTick();
      signal.throwIfAborted();
    }
    if (answer.hang) await aborted(signal);
    if (answer.failure) throw answer.failure;
    const calls = (answer.toolCalls ?? []).map((call) => this.#toolCall(call));
    for (const call of calls) hear({ type: 'tool-call', ...call });
    hear({
      type: 'end',
      reason: answer.reason ?? (calls.length > 0 ? 'tool-calls' : 'stop'),
      usage: { inputTokens: 100, outputTokens: 10 },
      model: 'scripted',
      ...answer.end,
    });
  }

  #toolCall(call: ScriptedToolCall): ModelToolCall {
    this.#calls += 1;
    return {
      callId: call.callId ?? `call_${this.#calls}`,
      name: call.name,
      arguments:
        typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    };
  }
}

/** Lets others run between two pieces, as a socket would. */
function nextTick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
