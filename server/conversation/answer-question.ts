import { shopperLanguageOf } from '../../shared/language.ts';
import type { ChatMessage } from '../../shared/message.ts';
import type { PageContext } from '../../shared/page-context.ts';
import type { AgentEvent } from '../agent/agent-event.ts';
import { answerWithinBudget } from '../agent/answer-without-model.ts';
import { modelHistory } from '../agent/model-history.ts';
import type { AgentDeps } from '../agent/run-agent.ts';
import { systemPrompt } from '../agent/system-prompt.ts';
import { imageIdOf } from '../images/image-url.ts';
import type { Images } from '../images/images.ts';
import type { Clock } from '../shop/clock.ts';
import { keepTrying, type Patience } from '../shop/keep-trying.ts';
import type { Store, Stores } from '../shop/store.ts';
import type { RunnableTurn, TurnHistory } from './turns.ts';

export interface AnswerDeps {
  agent: AgentDeps;
  stores: Stores;
  turns: TurnHistory;
  images: Images;
  clock: Clock;
  /** For what is read before the model is asked; without it the first failure is the last. */
  patience?: Patience;
}

/** Puts together what the model needs to know of a turn and lets the agent answer it. */
export async function* answerQuestion(
  deps: AnswerDeps,
  turn: RunnableTurn,
  signal: AbortSignal,
): AsyncGenerator<AgentEvent> {
  const asked = () => readTurn(deps, turn);
  const { patience } = deps;
  const { store, messages, history, finished } = await (patience
    ? keepTrying(asked, { ...patience, signal })
    : asked());
  const { turnId, visitorId, conversationId } = turn;
  yield* answerWithinBudget(deps.agent, {
    system: systemPrompt(store, deps.clock.now()),
    history,
    question: questionOf(messages),
    context: { store, locale: turn.context?.locale, turnId, visitorId, conversationId },
    finished,
    signal,
  });
}

async function readTurn({ stores, turns, images }: AnswerDeps, turn: RunnableTurn) {
  const [store, messages, finished] = await Promise.all([
    stores.get(turn.storeId),
    turns.history(turn),
    turn.run > 0 ? turns.finishedSteps(turn) : [],
  ]);
  if (!store) throw new Error(`turn ${turn.turnId} belongs to a store that is gone`);
  const history = await modelHistory(
    messages,
    (url) => readPhoto(images, { turn, store, url }),
    contextFor(store, turn.context),
  );
  return { store, messages, history, finished };
}

/** A model knows the shop's locale: that of the page is told where shoppers read something else there. */
function contextFor(store: Store, context: PageContext | undefined): PageContext | undefined {
  if (!context?.locale) return context;
  const { locale, ...shown } = context;
  const isStores = shopperLanguageOf(locale) === shopperLanguageOf(store.locale);
  return isStores ? shown : context;
}

/** The words of the last question. */
function questionOf(messages: ChatMessage[]): string {
  const question = messages.findLast(({ role }) => role === 'user');
  return (question?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join(' ');
}

async function readPhoto(
  images: Images,
  { turn, store, url }: { turn: RunnableTurn; store: Store; url: string },
) {
  const imageId = imageIdOf(url);
  if (imageId === undefined) return undefined;
  const owner = { storeId: turn.storeId, visitorId: turn.visitorId };
  const [image, bytes] = await Promise.all([
    images.get(owner, imageId),
    images.read(owner, imageId),
  ]);
  if (!image || !bytes) return undefined;
  return {
    imageId,
    mediaType: image.mediaType,
    base64: bytes.toString('base64'),
    detail: store.settings.image_detail,
  };
}
