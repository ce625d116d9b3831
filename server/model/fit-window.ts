import { estimateMessageTokens, estimateTokens } from './estimate-tokens.ts';
import type { ModelContent, ModelMessage, ModelRequest } from './model-client.ts';
import { modelFailure } from './model-failures.ts';

export interface Room {
  /** What a request should take at most, as `estimateTokens` counts. */
  tokens: number;
  /** What the barest request may take, since the estimate errs high; `tokens` when absent. */
  atMost?: number;
  /** What pictures cost depends on it. */
  model?: string;
}

/**
 * The request, shortened until it fits: pictures are sent in low detail; then the oldest questions go, each with
 * everything that was answered to it; then pictures are named instead of shown; then, within the turn that runs, the
 * oldest results of tools are left out. What was not needed is not done. The system prompt, the tools and the words
 * of the last question always stay; when those alone do not fit it throws ModelFailure with reason `does_not_fit`.
 */
export function fitWindow(
  request: ModelRequest,
  { tokens, atMost = tokens, model }: Room,
): ModelRequest {
  const sizeOf = measure(request, model);
  let size = 0;
  let shortened = request.messages;
  for (const messages of shorterAndShorter(request.messages)) {
    shortened = messages;
    size = sizeOf(messages);
    if (size <= tokens) break;
  }
  if (size > Math.max(tokens, atMost)) {
    throw modelFailure('does_not_fit', `a bare question takes about ${size} of ${tokens} tokens`);
  }
  return shortened === request.messages ? request : { ...request, messages: shortened };
}

/** Every message is counted once: most of them stay the same while the request shrinks. */
function measure(request: ModelRequest, model: string | undefined) {
  const frame = estimateTokens({ ...request, messages: [] }, model);
  const known = new Map<ModelMessage, number>();
  function sizeOf(message: ModelMessage): number {
    const size = known.get(message) ?? estimateMessageTokens(message, model);
    known.set(message, size);
    return size;
  }
  return (messages: ModelMessage[]): number =>
    messages.reduce((sum, message) => sum + sizeOf(message), frame);
}

function* shorterAndShorter(messages: ModelMessage[]): Generator<ModelMessage[]> {
  yield messages;
  let kept = messages.map(inLowDetail);
  yield kept;
  // Whoever drops from one question to the next never parts a call from its result.
  for (let next = nextQuestion(kept); next > 0; next = nextQuestion(kept)) {
    kept = kept.slice(next);
    yield kept;
  }
  kept = kept.map(withoutPictures);
  yield kept;
  for (const [position, message] of kept.entries()) {
    if (message.role !== 'tool' || message.output.length <= LEFT_OUT.length) continue;
    kept = kept.with(position, { ...message, output: LEFT_OUT });
    yield kept;
  }
}

/** Where the second exchange begins; -1 when there is only one. */
function nextQuestion(messages: ModelMessage[]): number {
  return messages.findIndex(({ role }, position) => position > 0 && role === 'user');
}

function inLowDetail(message: ModelMessage): ModelMessage {
  return mapContent(message, (part) =>
    part.type === 'image' && part.detail !== 'low' ? { ...part, detail: 'low' } : part,
  );
}

/** The message with pictures and documents named instead of shown. The id that tools need stands in the text before. */
export function withoutPictures(message: ModelMessage): ModelMessage {
  return mapContent(message, (part) =>
    part.type === 'text' ? part : { type: 'text', text: NOT_SHOWN },
  );
}

/** The very same message when nothing in it changes. */
function mapContent(
  message: ModelMessage,
  change: (part: ModelContent) => ModelContent,
): ModelMessage {
  if (message.role !== 'user') return message;
  const content = message.content.map(change);
  const same = content.every((part, position) => part === message.content[position]);
  return same ? message : { ...message, content };
}

const NOT_SHOWN =
  '<photo_note>This file is left out here for want of room. Say so if the shopper asks about it. Tools can still look at a photo by its image_id.</photo_note>';
const LEFT_OUT = 'This result was left out for want of room. Call the tool again if it is needed.';
