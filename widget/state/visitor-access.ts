import {
  type ChatTransport,
  TransportError,
  type VisitorTransport,
} from '../transport/chat-transport.ts';
import type { SavedSession } from './saved-session.ts';

interface VisitorDeps {
  storeKey: string;
  transport: ChatTransport;
  saved: SavedSession;
  now(): number;
}

/** Makes us somebody at the server: the visitor of an earlier page or another tab, or a new one at the first need. */
export class VisitorAccess {
  readonly #deps: VisitorDeps;
  #creating: Promise<VisitorTransport> | undefined;
  #lastUsed: string | undefined;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
  }

  /** False: asking for anything would make a new visitor, who has nothing yet. */
  isKnown(): boolean {
    return this.#savedToken() !== undefined;
  }

  async get(): Promise<VisitorTransport> {
    const known = this.#savedToken();
    if (known) return this.#as(known);
    this.#creating ??= this.#create().finally(() => {
      this.#creating = undefined;
    });
    return this.#creating;
  }

  /** The token that was used last is no longer good; one that another tab has got since then stays. */
  forget(): void {
    const { saved } = this.#deps;
    if (saved.read().token !== this.#lastUsed) return;
    saved.update({ token: undefined, expiresAt: undefined });
  }

  /** Has the server delete all that it keeps of us. Rejects when it could not be asked. */
  async erase(): Promise<void> {
    const token = this.#savedToken();
    if (!token) return;
    await this.#as(token)
      .erase()
      .catch((error) => {
        // Then it has nothing of ours any more.
        if (!(error instanceof TransportError && error.code === 'unauthorized')) throw error;
      });
    this.forget();
  }

  async #create(): Promise<VisitorTransport> {
    const { storeKey, transport, saved } = this.#deps;
    const { token, expires_at } = await transport.createVisitor(storeKey);
    const ofOtherTab = this.#savedToken();
    if (ofOtherTab) return this.#as(ofOtherTab);
    saved.update({ token, expiresAt: expires_at });
    return this.#as(token);
  }

  #as(token: string): VisitorTransport {
    this.#lastUsed = token;
    return this.#deps.transport.as(token);
  }

  #savedToken(): string | undefined {
    const { token, expiresAt = '' } = this.#deps.saved.read();
    return Date.parse(expiresAt) <= this.#deps.now() ? undefined : token;
  }
}
