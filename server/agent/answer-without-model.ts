import { type Language, languageOf } from '../../shared/language.ts';
import { ModelFailure } from '../errors.ts';
import { newId } from '../shop/new-id.ts';
import type { AgentEvent } from './agent-event.ts';
import { type AgentDeps, type AgentTurn, runAgent } from './run-agent.ts';
import { runToolCall } from './run-tool-call.ts';

const SENTENCES: Record<Language, Record<'found' | 'alone', string>> = {
  en: {
    found:
      "I have answered as much as I may for today. Here is what the shop's search finds for your question; for anything else, please contact the shop directly.",
    alone:
      'I have answered as much as I may for today. Please look around the shop or contact it directly; tomorrow I am happy to help again.',
  },
  vi: {
    found:
      'Hôm nay mình đã trả lời hết lượt. Đây là những sản phẩm cửa hàng tìm được theo câu hỏi của bạn; nếu cần thêm thông tin, bạn vui lòng liên hệ trực tiếp với cửa hàng nhé.',
    alone:
      'Hôm nay mình đã trả lời hết lượt. Bạn vui lòng xem thêm trong cửa hàng hoặc liên hệ trực tiếp với cửa hàng; ngày mai mình lại sẵn lòng hỗ trợ bạn nhé.',
  },
};

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
  const sentences = SENTENCES[languageOf(turn.context.store.locale)];
  yield { type: 'text-delta', text: found ? sentences.found : sentences.alone };
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
