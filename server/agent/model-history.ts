import type { ChatMessage, MessagePart, ToolPart } from '../../shared/message.ts';
import { isToolPart } from '../../shared/message.ts';
import type { PageContext } from '../../shared/page-context.ts';
import type { ModelContent, ModelMessage } from '../model/model-client.ts';
import { pageContextText } from './page-context.ts';

/** A message as it was stored, with what is kept of it for models alone. */
export interface RememberedMessage extends ChatMessage {
  /**
   * What the providers of an answer's steps, counted from 1, want back with them; see `ModelEnd.echo`. Never for
   * shoppers or merchants.
   */
  echoes?: ReadonlyMap<number, unknown> | undefined;
}

/** A photo's bytes, ready for a model; undefined when it is no longer there. */
export type ReadPhoto = (
  url: string,
) => Promise<
  | { imageId: string; mediaType: string; base64: string; detail: 'low' | 'high' | 'auto' }
  | undefined
>;

/** How much of a long conversation a model is told: the newest messages within both limits. */
export const MAX_MESSAGES = 40;
const MAX_CHARACTERS = 120_000;

/**
 * The conversation as a model reads it. Only the photos of the last message are sent as pictures; of
 * earlier ones the id stays, beside what was said of them. `page` is what the last question was asked on.
 */
export async function modelHistory(
  messages: RememberedMessage[],
  readPhoto: ReadPhoto,
  page?: PageContext,
): Promise<ModelMessage[]> {
  const recent = newestWithin(messages);
  const last = recent.findLastIndex(({ role }) => role === 'user');
  const converted = await Promise.all(
    recent.map(async (message, index) =>
      message.role === 'user'
        ? [await userMessage(message, index === last ? { readPhoto, page } : {})]
        : assistantMessages(message),
    ),
  );
  return converted.flat();
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

async function userMessage(
  message: ChatMessage,
  { readPhoto, page }: { readPhoto?: ReadPhoto; page?: PageContext | undefined },
): Promise<ModelMessage> {
  const context = pageContextText(page);
  const shown: ModelContent[] = context ? [{ type: 'text', text: visible(context) }] : [];
  const content = await Promise.all(
    message.parts.map(async (part): Promise<ModelContent[]> => {
      if (part.type === 'text') return [{ type: 'text', text: visible(part.text) }];
      if (part.type !== 'file') return [];
      const photo = await readPhoto?.(part.url);
      const id = photo?.imageId ?? part.url.split('/').at(-1) ?? '';
      const label: ModelContent = { type: 'text', text: `Photo image_id: ${id}` };
      if (!photo) return [label];
      const { mediaType, base64, detail } = photo;
      return [label, { type: 'image', mediaType, base64, detail }];
    }),
  );
  return { role: 'user', content: [...shown, ...content.flat()] };
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
