import { z } from 'zod';
import type { ChatRequest, Content, Message } from './chat-request.ts';
import { type Language, languageOfLocale } from './language.ts';
import type { ToolResult } from './tool-results.ts';
import { readUtterance, type Utterance } from './utterance.ts';

/** The request as a conversation: who asked what, what was looked up for it, what was answered. */
export interface Dialogue {
  shop: string;
  /** Of the shop; its catalog and its coupons' sentences are in this language. */
  shopLanguage: Language;
  currency: string;
  /** What the merchant adds to the prompt: shipping, returns and the like. */
  instructions: string;
  /** Tools that may be called now. */
  tools: ReadonlySet<string>;
  /** Oldest first; the last one is being answered. Never empty. */
  turns: [...Turn[], Turn];
}

export interface Turn {
  utterance: Utterance;
  photos: Photo[];
  /** Of the page that it was asked on. */
  pageProductId?: string | undefined;
  /** What was in the cart then, as far as the page told. */
  cart: CartItem[];
  results: ToolResult[];
  /** What the assistant said; empty while it has not answered. */
  answer: string;
}

/** As `calculate_discount` takes it. */
export type CartItem = z.infer<typeof CartItem>;

const CartItem = z.object({
  product_id: z.string(),
  variant_id: z.string().optional(),
  quantity: z.int(),
});
const Page = z.object({
  product_id: z.string().optional().catch(undefined),
  cart: z.array(CartItem).catch([]).default([]),
});

/** Nobody means a question of this length; reading all of it would only cost time. */
const MOST_LETTERS = 20_000;

const PHOTO_LABEL = /^\s*Photo(?: \d+ of \d+)? image_id: (\S{1,100})\s*$/;

/** In the place of a photo that is not shown: this model looks at none anyway. */
const PHOTO_NOTE = /^<photo_note>.*<\/photo_note>$/;

const PAGE_CONTEXT = /^<page_context>(.*)<\/page_context>$/;

/** `imageId` is absent when the request does not say which photo it is. */
export interface Photo {
  imageId?: string;
}

export function readDialogue(request: ChatRequest): Dialogue {
  const system = request.messages
    .flatMap((message) =>
      message.role === 'system' || message.role === 'developer' ? [textOf(message.content)] : [],
    )
    .join('\n');
  const shopLanguage = languageOfLocale(fact(system, 'Locale'));
  const turns = readTurns(request.messages, shopLanguage);
  const last = turns.pop() ?? emptyTurn(shopLanguage);
  return {
    shop: fact(system, 'Shop'),
    shopLanguage,
    currency: fact(system, 'Currency'),
    instructions: system.split('\nThe shop adds:\n')[1]?.trim() ?? '',
    tools: new Set(
      request.tool_choice === 'none' ? [] : (request.tools ?? []).map((tool) => tool.function.name),
    ),
    turns: [...turns, last],
  };
}

export function currentTurn(dialogue: Dialogue): Turn {
  return dialogue.turns[dialogue.turns.length - 1] as Turn;
}

export function earlierTurns(dialogue: Dialogue): Turn[] {
  return dialogue.turns.slice(0, -1);
}

function readTurns(messages: Message[], shopLanguage: Language): Turn[] {
  const turns: Turn[] = [];
  const calls = new Map<string, { name: string; args: Record<string, unknown> }>();
  let language = shopLanguage;
  for (const message of messages) {
    const turn = turns.at(-1);
    if (message.role === 'user') {
      const { text, ...seen } = readUserContent(message.content);
      const utterance = readUtterance(text.slice(0, MOST_LETTERS), language);
      // When words do not tell ("SAVE10?"), the language of what was said before does.
      language = utterance.language;
      turns.push({ utterance, ...seen, results: [], answer: '' });
    } else if (message.role === 'assistant' && turn) {
      turn.answer += message.content ? textOf(message.content) : '';
      for (const { id, function: call } of message.tool_calls ?? []) {
        calls.set(id, { name: call.name, args: readArguments(call.arguments) });
      }
    } else if (message.role === 'tool' && turn) {
      const call = calls.get(message.tool_call_id);
      if (call) turn.results.push({ ...call, data: parseJson(textOf(message.content)) });
    }
  }
  return turns;
}

function emptyTurn(language: Language): Turn {
  return { utterance: readUtterance('', language), photos: [], cart: [], results: [], answer: '' };
}

/**
 * A photo's id stands in a line of its own, before the photo if that is still there, and so does what the page showed.
 * They are not the shopper's text.
 */
function readUserContent(
  content: Content,
): Pick<Turn, 'photos' | 'pageProductId' | 'cart'> & { text: string } {
  const lines = textOf(content).split('\n');
  const photos: Photo[] = lines.flatMap((line) => {
    const imageId = PHOTO_LABEL.exec(line)?.[1];
    return imageId ? [{ imageId }] : [];
  });
  const images =
    typeof content === 'string' ? 0 : content.filter(({ type }) => type === 'image_url').length;
  while (photos.length < images) photos.push({});
  const page = PAGE_CONTEXT.exec(lines[0] ?? '')?.[1];
  const { product_id: pageProductId, cart } = Page.parse(readArguments(page ?? ''));
  const said = page === undefined ? lines : lines.slice(1);
  return {
    text: said.filter((line) => !PHOTO_LABEL.test(line) && !PHOTO_NOTE.test(line)).join('\n'),
    photos,
    pageProductId,
    cart,
  };
}

function textOf(content: Content): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

function fact(system: string, name: string): string {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(system)?.[1]?.trim() ?? '';
}

function readArguments(text: string): Record<string, unknown> {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
