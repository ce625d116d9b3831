import { ModelFailure } from '../errors.ts';
import type {
  ModelEndReason,
  ModelEvent,
  ModelMessage,
  ModelToolCall,
} from '../model/model-client.ts';
import { streamAnswer } from '../model/stream-answer.ts';
import { shopperLocale } from '../tools/tool.ts';
import { sentence } from '../words/sentence.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentDeps, AgentTurn } from './agent-turn.ts';
import { timeToAnswer } from './answer-time.ts';
import { answerWithoutModel } from './answer-without-model.ts';
import { type CallAllowance, callAllowance } from './call-allowance.ts';
import type { FinishedStep, ModelAnswer } from './finished-step.ts';
import { inOrderOfCompletion } from './in-order-of-completion.ts';
import { resumeToolCall, runToolCall, type ToolOutcome } from './run-tool-call.ts';

/**
 * Asks the model, runs the tools it calls (those of one step side by side), tells it the results and asks again until it
 * answers or meets a limit. What a tool could not do is told to the model. Steps that were finished before are told again,
 * and the model is not asked for them. When there is no money left for the model, the shop's own search answers, unless
 * tools have shown the shopper something already. Throws ModelFailure when the model fails otherwise, and `signal`'s reason
 * when that is aborted.
 *
 * One generator between the model and whoever reads: each more costs every word a few microseconds and every waiting
 * answer a kilobyte.
 */
export async function* runAgent(deps: AgentDeps, turn: AgentTurn): AsyncGenerator<AgentEvent> {
  const { limits, tools } = deps;
  const { system, context, confirm } = turn;
  let { history } = turn;
  const said: ModelMessage[] = [];
  const revealed = new Set<string>();
  const usedIds = new Set<string>();
  const mayCall = callAllowance(tools, limits.toolCalls);
  const caller = {
    storeId: context.store.id,
    visitorId: context.visitorId,
    turnId: context.turnId,
  };
  using time = timeToAnswer(turn.signal, limits.totalMs);
  const { signal } = time;
  let saidSomething = false;
  let lookedUp = false;
  try {
    for (let step = 0; step < limits.steps; step++) {
      yield { type: 'step-start' };
      const finished = turn.finished?.[step];
      const answer = finished ?? emptyAnswer();
      if (finished) {
        for (const { callId } of finished.toolCalls) usedIds.add(callId);
        // What the shopper has seen of it, in fewer events.
        if (finished.text !== '') yield { type: 'text-delta', text: finished.text };
        saidSomething ||= finished.text !== '';
      } else {
        const messages = [...history, ...said];
        const request = {
          system,
          messages,
          tools: tools.forModel,
          caller,
          ...(confirm && { confirm }),
        };
        for await (const event of streamAnswer(deps.model, request, signal)) {
          note(answer, event, usedIds);
          if (event.type === 'text-delta' || event.type === 'waiting') yield event;
          saidSomething ||= event.type === 'text-delta';
          if (answer.text.length <= limits.characters) continue;
          // Nobody reads that much: leaving the stream closes the connection, which ends the cost too.
          answer.reason = 'length';
          break;
        }
        yield { type: 'model-answer', ...answer };
      }
      const { text, toolCalls, echo } = answer;
      if (toolCalls.length === 0) {
        yield stepEnd(answer);
        yield { type: 'end', reason: ENDINGS[answer.reason] ?? 'answered' };
        return;
      }
      lookedUp = true;
      said.push({ role: 'assistant', text, toolCalls, echo });
      const calls = { calls: toolCalls, mayCall, finished };
      const outcomes = yield* runCalls(deps, { ...turn, signal }, calls);
      said.push(...outcomes.map(toMessage));
      const photos = outcomes.flatMap((outcome) => (outcome.ok && outcome.reveals) || []);
      if (photos.length > 0 && turn.historyWith) {
        for (const photo of photos) revealed.add(photo);
        history = await turn.historyWith(revealed);
      }
      yield stepEnd(answer);
    }
  } catch (error) {
    if (error instanceof ModelFailure && error.code === 'budget_exhausted') {
      yield* answerWithoutModel(deps, lookedUp ? { ...turn, question: '' } : turn);
      return;
    }
    if (!time.isUp()) throw error;
    // Whoever has not heard from the model all that time has looked nowhere: that is a failure, and may be retried.
    if (!saidSomething && !lookedUp) {
      const details = { retryable: true, reason: 'timeout', cause: error } as const;
      throw new ModelFailure('model_timeout', 'The model said nothing at all.', details);
    }
  }
  yield* closeHonestly(turn);
}

const ENDINGS: Partial<Record<ModelEndReason, 'cut-short' | 'withheld'>> = {
  length: 'cut-short',
  'content-filter': 'withheld',
};

function emptyAnswer(): ModelAnswer {
  return {
    text: '',
    toolCalls: [],
    reason: 'other',
    model: undefined,
    endpoint: undefined,
    echo: undefined,
  };
}

function note(answer: ModelAnswer, event: ModelEvent, usedIds: Set<string>): void {
  if (event.type === 'text-delta') answer.text += event.text;
  if (event.type === 'tool-call') {
    answer.toolCalls.push({ ...event, callId: uniqueId(event.callId, usedIds) });
  }
  if (event.type === 'end') {
    const { reason, model, endpoint, echo } = event;
    Object.assign(answer, { reason, model, endpoint, echo });
  }
}

/** Some providers number calls from zero in every answer; within a turn an id names one call. */
function uniqueId(callId: string, usedIds: Set<string>): string {
  let id = callId;
  for (let n = 2; usedIds.has(id); n++) id = `${callId}-${n}`;
  usedIds.add(id);
  return id;
}

async function* runCalls(
  deps: AgentDeps,
  turn: AgentTurn,
  {
    calls,
    mayCall,
    finished,
  }: { calls: ModelToolCall[]; mayCall: CallAllowance; finished: FinishedStep | undefined },
): AsyncGenerator<AgentEvent, ToolOutcome[]> {
  const running = calls.map((call) => {
    const context = { ...turn.context, callId: call.callId, signal: turn.signal };
    const options = { context, limitMs: deps.limits.toolMs, allowed: mayCall(call.name) };
    if (!finished) return runToolCall(deps.tools, call, options);
    return resumeToolCall(deps.tools, call, {
      ...options,
      stored: finished.results.get(call.callId),
    });
  });
  const ended = inOrderOfCompletion(running.map(({ outcome }) => outcome));
  for (const { call, input } of running) {
    yield { type: 'tool-call', callId: call.callId, name: call.name, input };
  }
  for await (const outcome of ended) yield toEvent(outcome);
  turn.signal.throwIfAborted();
  return Promise.all(running.map(({ outcome }) => outcome));
}

function toMessage({ call, told }: ToolOutcome): ModelMessage {
  return { role: 'tool', callId: call.callId, name: call.name, output: told };
}

function toEvent(outcome: ToolOutcome): AgentEvent {
  const { callId, name } = outcome.call;
  const { durationMs } = outcome;
  return outcome.ok
    ? { type: 'tool-result', callId, name, durationMs, output: outcome.output, show: outcome.show }
    : { type: 'tool-error', callId, name, durationMs, message: outcome.told };
}

function stepEnd({ model, endpoint }: ModelAnswer): AgentEvent {
  return { type: 'step-end', model, endpoint };
}

async function* closeHonestly({ context }: AgentTurn): AsyncGenerator<AgentEvent> {
  yield { type: 'step-start' };
  yield { type: 'text-delta', text: sentence('lookedInVain', shopperLocale(context)) };
  yield { type: 'step-end', model: undefined, endpoint: undefined };
  yield { type: 'end', reason: 'limit' };
}
