import type { ChatMessage } from '../../shared/message.ts';
import type { PublicStore } from '../../shared/store.ts';
import type { ChatTransport } from '../transport/chat-transport.ts';
import {
  applyEvent,
  type ChatEvent,
  type ChatState,
  initialState,
  isBusy,
  lastQuestion,
} from './chat-state.ts';
import { Conversation, type ConversationDeps } from './conversation.ts';
import { PhotoDrafts } from './photo-drafts.ts';
import { VisitorAccess } from './visitor-access.ts';

export interface SessionDeps extends ConversationDeps {
  storeKey: string;
  store: PublicStore | undefined;
  transport: ChatTransport;
  /** The photo as it is to be sent; undefined when the browser cannot read it, which need not keep the server from it. */
  shrinkPhoto(photo: Blob): Promise<Blob | undefined>;
}

/** Turns what the shopper does into calls, and answers into state. */
export class ChatSession {
  readonly visitor: VisitorAccess;
  readonly conversation: Conversation;
  readonly photos: PhotoDrafts;
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  #state: ChatState;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#state = initialState(deps.store);
    this.visitor = new VisitorAccess(deps);
    const apply = (event: ChatEvent) => this.#apply(event);
    const { visitor } = this;
    this.conversation = new Conversation(deps, { visitor, state: () => this.#state, apply });
    const { shrinkPhoto, newId } = deps;
    this.photos = new PhotoDrafts({ visitor, shrinkPhoto, newId, apply });
  }

  get state(): ChatState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** When the panel opens: reads what the loader did not bring, and goes on with the saved conversation. */
  async start(): Promise<void> {
    await Promise.all([this.#loadStore(), this.conversation.catchUp()]);
  }

  /** Sends the text and the photos that are ready. Does nothing while a turn runs. */
  async send(text: string): Promise<void> {
    const photos = this.#state.photos.filter((photo) => photo.status === 'ready');
    const { editing } = this.#state;
    const edited = this.#state.messages.find(({ id }) => id === editing);
    if (isBusy(this.#state) || (text === '' && photos.length === 0)) return;
    const message: ChatMessage = {
      id: this.#deps.newId(),
      role: 'user',
      metadata: {
        created_at: new Date(this.#deps.now()).toISOString(),
        replaces: edited?.id,
      },
      parts: [
        ...(edited?.parts.filter(({ type }) => type === 'file') ?? []),
        ...photos.map(({ url = '', mediaType = '' }) => ({
          type: 'file' as const,
          mediaType,
          url,
        })),
        ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ],
    };
    this.#deps.saved.update({ draft: undefined, unsent: message });
    await this.conversation.send(message);
  }

  /** After a failure. A question that the server has is asked again, one that never arrived is sent again. */
  async retry(): Promise<void> {
    const question = lastQuestion(this.#state);
    if (!question || isBusy(this.#state)) return;
    const { failure, messages } = this.#state;
    const last = messages.at(-1);
    const answer = last === question ? undefined : last;
    const wasTaken = answer !== undefined || failure?.code === 'answer_failed';
    if (!wasTaken) this.#deps.saved.update({ unsent: question });
    this.#apply({ type: 'asked-again' });
    const again = { trigger: 'regenerate-message', messageId: answer?.id } as const;
    await this.conversation.ask(question, wasTaken ? { again } : {});
  }

  /** The composer changes this question; none when it is empty. */
  edit(messageId: string): void {
    this.#apply({ type: 'editing', messageId });
  }

  /** Leaves nothing of who was here in this tab, and in the storages of all. */
  leave(): void {
    const { saved } = this.#deps;
    this.visitor.leave();
    this.conversation.leave();
    this.conversation.context = undefined;
    this.photos.clear();
    saved.clear();
    this.#apply({ type: 'left' });
  }

  /** Rejects when it could not be stored. */
  async rate(messageId: string, rating: 'up' | 'down', comment?: string): Promise<void> {
    const conversationId = this.conversation.id;
    if (!conversationId) return;
    const before = this.#state.messages.find(({ id }) => id === messageId)?.metadata?.rating;
    this.#apply({ type: 'rated', messageId, rating });
    try {
      const visitor = await this.visitor.get();
      await visitor.rate({ conversationId, messageId }, rating, comment);
      this.#deps.tabs.tell({ conversationId, kind: 'changed' });
    } catch (error) {
      this.#apply({ type: 'rated', messageId, rating: before });
      throw error;
    }
  }

  /** Stops listening; the turn goes on at the server. */
  dispose(): void {
    this.conversation.leave();
    this.#listeners.clear();
  }

  #apply(event: ChatEvent): void {
    this.#state = applyEvent(this.#state, event);
    for (const listener of this.#listeners) listener();
  }

  async #loadStore(): Promise<void> {
    if (this.#state.store) return;
    const store = await this.#deps.transport.store(this.#deps.storeKey).catch(ignore);
    if (store) this.#apply({ type: 'store-loaded', store });
  }
}

function ignore(): undefined {
  return undefined;
}
