import { ModelFailure } from '../errors.ts';
import { newId } from '../shop/new-id.ts';
import { shopperLocale } from '../tools/tool.ts';
import { sentence } from '../words/sentence.ts';
import type { AgentEvent } from './agent-event.ts';
import { type AgentDeps, type AgentTurn, runAgent } from './run-agent.ts';
import { runToolCall } from './run-tool-call.ts';

const SEARCH = 'search_products';
/** As long as its query may be, in UTF-16 units. */
const LONGEST_QUERY = 300;

export interface AskedTurn extends AgentTurn {
  /** What the shopper wrote, as they wrote it; empty when it was only a photo. */
  question: string;
}

/**
 * Lets the agent answer. When there is no money left for the model, the shopper gets what the shop's own search finds
 * for the question, unless tools have shown them something already, and a kind sentence. Throws as `runAgent` does.
 */
export async function* answerWithinBudget(
  deps: AgentDeps,
  turn: AskedTurn,
): AsyncGenerator<AgentEvent> {
  let lookedUp = false;
  try {
    for await (const event of runAgent(deps, turn)) {
      lookedUp ||= event.type === 'tool-call';
      yield event;
    }
  } catch (error) {
    if (!(error instanceof ModelFailure && error.code === 'budget_exhausted')) throw error;
    yield* answerWithoutModel(deps, lookedUp ? { ...turn, question: '' } : turn);
  }
}

/** Goes on in the step in which the model was to speak: money is asked for before its first word. */
async function* answerWithoutModel(deps: AgentDeps, turn: AskedTurn): AsyncGenerator<AgentEvent> {
  const found = yield* searchFor(deps, turn);
  const name = found ? 'spentButFound' : 'spentAndNothing';
  yield { type: 'text-delta', text: sentence(name, shopperLocale(turn.context)) };
  yield STEP_END;
  yield { type: 'end', reason: 'limit' };
}

const STEP_END: AgentEvent = { type: 'step-end', model: undefined, endpoint: undefined };

/** A step of its own that runs the search as if the model had asked for it; true when it shows something. */
async function* searchFor(
  { tools, limits }: AgentDeps,
  { question, context, signal }: AskedTurn,
): AsyncGenerator<AgentEvent, boolean> {
  const query = question.trim().slice(0, LONGEST_QUERY);
  if (query === '' || !tools.byName.has(SEARCH)) return false;
  const callId = newId();
  const call = { callId, name: SEARCH, arguments: JSON.stringify({ query }) };
  const running = runToolCall(tools, call, {
    context: { ...context, callId, signal },
    limitMs: limits.toolMs,
    allowed: true,
  });
  yield { type: 'tool-call', callId, name: SEARCH, input: running.input };
  const outcome = await running.outcome;
  const { durationMs, told } = outcome;
  if (outcome.ok) {
    const { output, show } = outcome;
    yield { type: 'tool-result', callId, name: SEARCH, output, show, durationMs };
  } else yield { type: 'tool-error', callId, name: SEARCH, message: told, durationMs };
  signal.throwIfAborted();
  yield STEP_END;
  yield { type: 'step-start' };
  return outcome.ok && outcome.show !== undefined;
}
