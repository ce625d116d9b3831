import type { ChatTransport, VisitorTransport } from '../transport/chat-transport.ts';
import type { SavedSession } from './saved-session.ts';

interface VisitorDeps {
  storeKey: string;
  transport: ChatTransport;
  saved: SavedSession;
  now(): number;
}

/** Makes us somebody at the server: the visitor of an earlier page, or a new one at the first need. */
export class VisitorAccess {
  readonly #deps: VisitorDeps;
  #current: Promise<VisitorTransport> | undefined;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
  }

  /** False: asking for anything would make a new visitor, who has nothing yet. */
  isKnown(): boolean {
    return this.#savedToken() !== undefined;
  }

  get(): Promise<VisitorTransport> {
    this.#current ??= this.#obtain().catch((error) => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  forget(): void {
    this.#current = undefined;
    this.#deps.saved.update({ token: undefined, expiresAt: undefined });
  }

  async #obtain(): Promise<VisitorTransport> {
    const { storeKey, transport, saved } = this.#deps;
    const known = this.#savedToken();
    if (known) return transport.as(known);
    const { token, expires_at } = await transport.createVisitor(storeKey);
    saved.update({ token, expiresAt: expires_at });
    return transport.as(token);
  }

  #savedToken(): string | undefined {
    const { token, expiresAt = '' } = this.#deps.saved.read();
    return Date.parse(expiresAt) <= this.#deps.now() ? undefined : token;
  }
}
