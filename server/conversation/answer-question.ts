import { shopperLanguageOf } from '../../shared/language.ts';
import type { ChatMessage } from '../../shared/message.ts';
import type { AskedOn, PageContext } from '../../shared/page-context.ts';
import type { AgentEvent } from '../agent/agent-event.ts';
import type { AgentDeps, AgentTurn } from '../agent/agent-turn.ts';
import { modelHistory, photosTold } from '../agent/model-history.ts';
import type { PromptOfStore } from '../agent/prompt-of-store.ts';
import { runAgent } from '../agent/run-agent.ts';
import type { Clock } from '../shop/clock.ts';
import { keepTrying, type Patience } from '../shop/keep-trying.ts';
import type { Store, Stores } from '../shop/store.ts';
import { type PhotoDeps, photoForModel, repeatedPhotos } from './conversation-photos.ts';
import type { RunnableTurn, TurnHistory } from './turns.ts';

export interface AnswerDeps {
  agent: AgentDeps;
  stores: Stores;
  turns: TurnHistory;
  photos: PhotoDeps;
  clock: Clock;
  promptOf: PromptOfStore;
  /** For what is read before the model is asked; without it the first failure is the last. */
  patience?: Patience;
}

/** Puts together what the model needs to know of a turn and lets the agent answer it. */
export async function answerQuestion(
  deps: AnswerDeps,
  turn: RunnableTurn,
  { signal, confirm }: Pick<AgentTurn, 'signal' | 'confirm'>,
): Promise<AsyncGenerator<AgentEvent>> {
  const { patience } = deps;
  const patiently = <T>(read: () => Promise<T>) =>
    patience ? keepTrying(read, { ...patience, signal }) : read();
  const { store, messages, historyWith, history, finished } = await patiently(() =>
    readTurn(deps, turn, signal),
  );
  const { turnId, visitorId, conversationId } = turn;
  const { locale } = turn.context ?? {};
  const photos = photosTold(messages);
  return runAgent(deps.agent, {
    system: deps.promptOf(store, deps.clock.now()),
    history,
    historyWith: (closely) => patiently(() => historyWith(closely)),
    question: questionOf(messages),
    context: { store, locale, turnId, visitorId, conversationId, photos },
    finished,
    signal,
    ...(confirm && { confirm }),
  });
}

async function readTurn(
  { stores, turns, photos }: AnswerDeps,
  turn: RunnableTurn,
  signal: AbortSignal,
) {
  const [store, messages, finished] = await Promise.all([
    stores.get(turn.storeId),
    turns.history(turn),
    turn.run > 0 ? turns.finishedSteps(turn) : [],
  ]);
  if (!store) throw new Error(`turn ${turn.turnId} belongs to a store that is gone`);
  const owner = { storeId: turn.storeId, visitorId: turn.visitorId };
  const repeats = await repeatedPhotos(photos, owner, messages);
  const detail = store.settings.image_detail;
  const historyWith = (closely: ReadonlySet<string>) =>
    modelHistory(messages, {
      readPhoto: (imageId, wish) =>
        photoForModel(photos, { owner, imageId }, { detail, ...wish, signal }),
      page: contextFor(store, turn.context),
      repeats,
      closely,
    });
  return { store, messages, finished, historyWith, history: await historyWith(new Set()) };
}

/** A model knows the shop's locale: that of the page is told where shoppers read something else there. */
function contextFor(store: Store, context: AskedOn | undefined): PageContext | undefined {
  if (!context) return undefined;
  const { locale, opening, ...shown } = context;
  const isStores = locale && shopperLanguageOf(locale) === shopperLanguageOf(store.locale);
  return { ...shown, ...(opening && { said: opening }), ...(!isStores && locale && { locale }) };
}

/** The words of the last question. */
function questionOf(messages: ChatMessage[]): string {
  const question = messages.findLast(({ role }) => role === 'user');
  return (question?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join(' ');
}
