import type { ChatMessage } from '../../shared/message.ts';
import { ChatSession } from '../../widget/state/chat-session.ts';
import type { ChatState } from '../../widget/state/chat-state.ts';
import { type Saved, savedSession } from '../../widget/state/saved-session.ts';
import type { TabNote } from '../../widget/state/tabs.ts';
import { FakeChatTransport } from '../fakes/fake-chat-transport.ts';
import { FakeStorages } from '../fakes/fake-storages.ts';
import { question, textOf } from '../fixtures/answer-chunks.ts';

export interface Tab {
  session: ChatSession;
  transport: FakeChatTransport;
  storages: FakeStorages;
  read(): Saved;
  told: TabNote[];
  waits: number[];
}

/** A tab whose notes go to no other: a test passes on what it wants heard. */
export function aTab(name: string, { beside, before }: { beside?: Tab; before?: Saved } = {}): Tab {
  const transport = new FakeChatTransport();
  const storages = new FakeStorages(beside?.storages);
  const saved = savedSession('shop', storages);
  if (before) saved.update(before);
  const told: TabNote[] = [];
  const waits: number[] = [];
  let ids = 0;
  const session = new ChatSession({
    ...{ storeKey: 'shop', store: undefined, transport, saved },
    tabs: { tell: (note) => void told.push(note) },
    newId: () => `${name}${++ids}`,
    wait: async (ms) => void waits.push(ms),
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    random: () => 0.5,
    shrinkPhoto: async (photo) => (photo.type === 'image/heic' ? undefined : photo),
  });
  return { session, transport, storages, read: saved.read, told, waits };
}

/** A visitor in the conversation `c1`. */
export const IN_C1: Saved = {
  ...{ token: 'known', expiresAt: '2027-01-01T00:00:00Z' },
  ...{ conversationId: 'c1', latest: 'c1' },
};

export function answered(text: string, id = 'a1'): ChatMessage {
  return { ...question(text, id), role: 'assistant' };
}

export const texts = ({ messages }: ChatState) => messages.map(textOf);

export function until(session: ChatSession, test: (state: ChatState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!test(session.state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.subscribe(look);
    look();
  });
}
