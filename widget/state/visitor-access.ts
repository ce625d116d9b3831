import {
  type ChatTransport,
  TransportError,
  type Visitor,
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
  #becoming: Promise<unknown> | undefined;
  /** Who left takes along what was still asked for them. */
  #person = 0;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
  }

  /** False: asking for anything would make a new visitor, who has nothing yet. */
  isKnown(): boolean {
    return this.#savedToken() !== undefined;
  }

  async get(): Promise<VisitorTransport> {
    await this.#becoming;
    const known = this.#savedToken();
    if (known) return this.#as(known);
    this.#creating ??= this.#create().finally(() => {
      this.#creating = undefined;
    });
    return this.#creating;
  }

  /** Whoever asks anything meanwhile waits for it, and asks as who we are then. */
  become(change: (shown: string | undefined) => Promise<void>): Promise<void> {
    const becoming = change(this.#savedToken());
    this.#becoming = becoming.catch(() => {});
    return becoming;
  }

  /** Who we are from now on. Where the device's clock is far ahead, the server alone says when the token has ended. */
  keep({ token, expires_at }: Visitor): void {
    const { saved, now } = this.#deps;
    const isCredible = Date.parse(expires_at) > now();
    saved.update({ token, expiresAt: isCredible ? expires_at : undefined });
  }

  /**
   * The token that was used last is no longer good. False when there is another one since then: that stays, and may be
   * tried.
   */
  forget(): boolean {
    const { saved } = this.#deps;
    if (saved.read().token !== this.#lastUsed) return !this.isKnown();
    saved.update({ token: undefined, expiresAt: undefined });
    return true;
  }

  /** Ends the token at the server, if that can be reached. The caller forgets what is saved. */
  leave(): void {
    const token = this.#savedToken();
    if (token)
      this.#as(token)
        .revoke()
        .catch(() => {});
    this.#person += 1;
    this.#creating = this.#becoming = undefined;
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
    const { storeKey, transport } = this.#deps;
    const person = this.#person;
    const made = await transport.createVisitor(storeKey);
    if (person !== this.#person) throw new TransportError('unauthorized');
    const ofOtherTab = this.#savedToken();
    if (ofOtherTab) return this.#as(ofOtherTab);
    this.keep(made);
    return this.#as(made.token);
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
