import type { ChatSession } from '../state/chat-session.ts';
import type { SavedSession } from '../state/saved-session.ts';
import type { ChatTransport } from '../transport/chat-transport.ts';

interface IdentifyDeps {
  session: ChatSession;
  saved: SavedSession;
  transport: ChatTransport;
  storeKey: string;
}

/**
 * Makes who is here the customer that the shop's token names, once for each customer and browser. Of another customer who
 * was here before nothing stays. A token that is refused changes nothing, and is told to the page's console.
 */
export async function identify(deps: IdentifyDeps, identityToken: string): Promise<void> {
  const { session, saved, transport, storeKey } = deps;
  const { visitor, conversation } = session;
  const customer = await markOf(storeKey, identityToken);
  const { customer: before } = saved.read();
  if (customer && customer === before && visitor.isKnown()) return;
  if (before && customer !== before) session.leave();
  try {
    await visitor.become(async (shown) => {
      const made = await transport.createVisitor(storeKey, { identityToken, shown });
      const isOther = shown !== undefined && !made.continues;
      if (isOther) session.leave();
      visitor.keep(made);
      saved.update({ customer });
    });
    await showLatest(deps);
    if (session.state.phase === 'idle') await conversation.catchUp();
  } catch (error) {
    const { cause } = error as Error;
    console.warn('Aisle: the customer could not be identified.', cause ?? error);
  }
}

/** On a device where nothing was asked yet, what was said on the other one. */
async function showLatest({ session, saved }: IdentifyDeps): Promise<void> {
  if (saved.read().conversationId !== undefined || saved.read().latest) return;
  const [latest] = await (await session.visitor.get()).conversations();
  if (latest) saved.update({ latest: latest.id });
}

/** The same for the same customer, and useless to whoever wants to know who that is. None on http, where the server is asked. */
async function markOf(storeKey: string, identityToken: string): Promise<string | undefined> {
  try {
    const claims = identityToken.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '';
    const { sub } = JSON.parse(atob(claims));
    const bytes = new TextEncoder().encode(`${storeKey} ${sub}`);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}
