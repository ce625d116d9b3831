import type { ChatMessage, MessagePart, ToolPart } from '../../shared/message.ts';
import { isToolPart } from '../../shared/message.ts';
import type { PageContext } from '../../shared/page-context.ts';
import type { ModelContent, ModelMessage } from '../model/model-client.ts';
import { pageContextText } from './page-context.ts';
import {
  earlierPhoto,
  GONE,
  learntOf,
  photoIdOf,
  photoLabel,
  repeatedPhoto,
} from './photo-notes.ts';

/** A message as it was stored, with what is kept of it for models alone. */
export interface RememberedMessage extends ChatMessage {
  /**
   * What the providers of an answer's steps, counted from 1, want back with them; see `ModelEnd.echo`. Never for
   * shoppers or merchants.
   */
  echoes?: ReadonlyMap<number, unknown> | undefined;
}

/** A photo's bytes, ready for a model. */
export interface ShownPhoto {
  mediaType: string;
  base64: string;
  detail: 'low' | 'high' | 'auto';
}

export interface HistoryView {
  /**
   * Undefined when the photo is no longer there, or not the visitor's. `closely`: as large as a model looks at, instead
   * of as the shop wants photos looked at.
   */
  readPhoto(imageId: string, options: { closely: boolean }): Promise<ShownPhoto | undefined>;
  /** What the last question was asked on. */
  page?: PageContext | undefined;
  /** Photos of the last question that show the picture of one before, with the id of that: the same one, sent again. */
  repeats?: ReadonlyMap<string, string>;
  /** Photos, of whichever question, that the model asked to look at closely. */
  closely?: ReadonlySet<string>;
}

/** How much of a long conversation a model is told: the newest messages within both limits. */
export const MAX_MESSAGES = 40;
const MAX_CHARACTERS = 120_000;

/**
 * The conversation as a model reads it. The photos of the last question are sent as pictures, but for those that were
 * sent before; in the place of earlier ones stands what was learnt from them. Their ids stay, so that the model can
 * have any of them compared again, or look at it closely: then it is shown where it stands.
 */
export async function modelHistory(
  messages: RememberedMessage[],
  view: HistoryView,
): Promise<ModelMessage[]> {
  const recent = newestWithin(messages);
  const last = recent.findLastIndex(({ role }) => role === 'user');
  const converted = await Promise.all(
    recent.map(async (message, index) =>
      message.role === 'user'
        ? [await userMessage(message, { messages, view, isLast: index === last })]
        : assistantMessages(message),
    ),
  );
  return converted.flat();
}

/** Ids of the photos that stand in what `modelHistory` makes of a conversation. */
export function photosTold(messages: RememberedMessage[]): ReadonlySet<string> {
  return new Set(newestWithin(messages).flatMap(photosOf));
}

/** Ids of the photos that a message carries, in order. */
export function photosOf({ parts }: ChatMessage): string[] {
  return parts.flatMap((part) => (part.type === 'file' ? [photoIdOf(part.url)] : []));
}

function newestWithin(messages: RememberedMessage[]): RememberedMessage[] {
  let characters = 0;
  let from = messages.length;
  while (from > 0 && messages.length - from < MAX_MESSAGES) {
    characters += JSON.stringify(messages[from - 1]!.parts).length;
    if (characters > MAX_CHARACTERS && from < messages.length) break;
    from--;
  }
  // A history starts with a question: an answer to something unseen would only confuse.
  while (from < messages.length - 1 && messages[from]?.role !== 'user') from++;
  return messages.slice(from);
}

interface Telling {
  /** All of them, also those that are too old to be told. */
  messages: RememberedMessage[];
  view: HistoryView;
  isLast: boolean;
}

async function userMessage(message: ChatMessage, telling: Telling): Promise<ModelMessage> {
  const context = telling.isLast ? pageContextText(telling.view.page) : undefined;
  const shown: ModelContent[] = context ? [{ type: 'text', text: visible(context) }] : [];
  const files = message.parts.filter(({ type }) => type === 'file');
  const content = await Promise.all(
    message.parts.map(async (part): Promise<ModelContent[]> => {
      if (part.type === 'text') return [{ type: 'text', text: visible(part.text) }];
      if (part.type !== 'file') return [];
      const imageId = photoIdOf(part.url);
      const label = photoLabel(imageId, { index: files.indexOf(part), count: files.length });
      return [label, await photoOrNote(imageId, telling)];
    }),
  );
  return { role: 'user', content: [...shown, ...content.flat()] };
}

async function photoOrNote(
  imageId: string,
  { messages, view, isLast }: Telling,
): Promise<ModelContent> {
  const closely = view.closely?.has(imageId) ?? false;
  if (!closely) {
    if (!isLast) return earlierPhoto(learntOf(imageId, messages));
    const same = view.repeats?.get(imageId);
    const learnt = same && (learntOf(same, messages) ?? shownBeside(imageId, same, messages));
    if (same && learnt) return repeatedPhoto(same, learnt);
  }
  const photo = await view.readPhoto(imageId, { closely });
  return photo ? { type: 'image', ...photo } : GONE;
}

/** A picture that is there twice in one question is looked at once. */
function shownBeside(
  imageId: string,
  same: string,
  messages: RememberedMessage[],
): string | undefined {
  const question = messages.findLast(({ role }) => role === 'user');
  const isBeside = same !== imageId && question && photosOf(question).includes(same);
  return isBeside ? 'That one stands in this message too.' : undefined;
}

/**
 * One answer is several messages to a model: what it said and called in each step, and what it was told. All calls of
 * a step are there, since an echo may hold something for each in order.
 */
function assistantMessages({ parts: all, echoes }: RememberedMessage): ModelMessage[] {
  return steps(all).flatMap((parts, step) => {
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const calls = parts.filter(isToolPart);
    if (text === '' && calls.length === 0) return [];
    const echo = echoes?.get(step);
    return [
      {
        role: 'assistant',
        text,
        toolCalls: calls.map((call) => ({
          callId: call.toolCallId,
          name: toolName(call),
          arguments: typeof call.input === 'string' ? call.input : JSON.stringify(call.input ?? {}),
        })),
        ...(echo !== undefined && { echo }),
      },
      ...calls.map(
        (call): ModelMessage => ({
          role: 'tool',
          callId: call.toolCallId,
          name: toolName(call),
          output: resultOf(call),
        }),
      ),
    ];
  });
}

/** The first list is what stands before any step. */
function steps(parts: MessagePart[]): MessagePart[][] {
  const found: MessagePart[][] = [[]];
  for (const part of parts) {
    if (part.type === 'step-start') found.push([]);
    else found.at(-1)!.push(part);
  }
  return found;
}

/** Providers refuse a call without a result: one that the turn's end cut short gets one too. */
function resultOf(call: ToolPart): string {
  if (call.state === 'output-available') return JSON.stringify(call.output);
  return call.state === 'output-error' ? call.errorText : 'This call was cut short.';
}

function toolName(part: ToolPart): string {
  return part.type.slice('tool-'.length);
}

/**
 * What a person can see of a text: without control, bidirectional-override and Unicode tag characters,
 * which carry instructions past a human reader.
 */
function visible(text: string): string {
  return text.replace(/[\p{Cc}--[\n\t]]|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gv, '');
}
