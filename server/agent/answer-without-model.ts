import { newId } from '../shop/new-id.ts';
import { shopperLocale } from '../tools/tool.ts';
import { sentence } from '../words/sentence.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentDeps, AgentTurn } from './agent-turn.ts';
import { runToolCall } from './run-tool-call.ts';

const SEARCH = 'search_products';
/** As long as its query may be, in UTF-16 units. */
const LONGEST_QUERY = 300;

/**
 * What the shop's own search finds for the question, if there is one, and a kind sentence. Goes on in the step in which
 * the model was to speak: money is asked for before its first word.
 */
export async function* answerWithoutModel(
  deps: AgentDeps,
  turn: AgentTurn,
): AsyncGenerator<AgentEvent> {
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
  { question, context, signal }: AgentTurn,
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
