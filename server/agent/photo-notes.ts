import type { ChatMessage } from '../../shared/message.ts';
import { isToolPart } from '../../shared/message.ts';
import type { ModelContent } from '../model/model-client.ts';
import { FIND_PRODUCTS_LIKE_PHOTO } from '../tools/find-products-like-photo.ts';

/** What stands in a conversation for the model to read beside a photo, or in its place. */

const LONGEST_ANSWER = 400;

/** Names a photo of a message, and which of several it is, so that an answer can say which was not looked at. */
export function photoLabel(imageId: string, { index, count }: { index: number; count: number }) {
  const which = count > 1 ? ` ${index + 1} of ${count}` : '';
  return text(`Photo${which} image_id: ${imageId}`);
}

/** Ours, not the shopper's: nothing in it can close the tags. */
export function photoNote(words: string): ModelContent {
  return text(`<photo_note>${words.replace(/[<>\n]/g, ' ')}</photo_note>`);
}

export const GONE = photoNote(
  'This photo can no longer be read, so you could not look at it. Say so in your answer, and never guess what it shows.',
);

/** In the place of a photo that was sent with an earlier question. */
export function earlierPhoto(learnt: string | undefined): ModelContent {
  return photoNote(`Sent earlier and not shown again. ${learnt ?? ''} ${LOOK}`);
}

/** In the place of a photo that is the same picture as `imageId`. */
export function repeatedPhoto(imageId: string, learnt: string): ModelContent {
  return photoNote(`The same picture as image_id ${imageId}, not shown again. ${learnt} ${LOOK}`);
}

const LOOK = 'look_closer shows it to you.';

/** What looking at a photo came to in this conversation; undefined when nothing did. */
export function learntOf(imageId: string, messages: readonly ChatMessage[]): string | undefined {
  const found = matchOf(imageId, messages);
  const said = answerTo(imageId, messages);
  const learnt = [found, said && `The answer was: ${JSON.stringify(said)}.`].filter(Boolean);
  return learnt.length > 0 ? learnt.join(' ') : undefined;
}

function matchOf(imageId: string, messages: readonly ChatMessage[]): string | undefined {
  const calls = messages.flatMap(({ parts }) => parts).filter(isToolPart);
  const call = calls.findLast(
    ({ type, input }) =>
      type === `tool-${FIND_PRODUCTS_LIKE_PHOTO}` && fieldOf(input, 'image_id') === imageId,
  );
  if (call?.state !== 'output-available') return undefined;
  const products = fieldOf(call.output, 'products');
  const titles = (Array.isArray(products) ? products : []).map((one) => fieldOf(one, 'title'));
  const listed = titles.length > 0 ? ` (${titles.join('; ')})` : '';
  return `${FIND_PRODUCTS_LIKE_PHOTO} found: ${fieldOf(call.output, 'outcome')}${listed}.`;
}

/** The words of the answer to the question that the photo was sent with, shortened. */
function answerTo(imageId: string, messages: readonly ChatMessage[]): string | undefined {
  const asked = messages.findIndex(({ parts }) =>
    parts.some((part) => part.type === 'file' && photoIdOf(part.url) === imageId),
  );
  const answer = asked < 0 ? undefined : messages[asked + 1];
  if (answer?.role !== 'assistant') return undefined;
  const said = answer.parts.findLast((part) => part.type === 'text' && part.text.trim() !== '');
  return said?.type === 'text' ? shortened(said.text) : undefined;
}

function shortened(words: string): string {
  const said = words.trim();
  return said.length > LONGEST_ANSWER ? `${said.slice(0, LONGEST_ANSWER).toWellFormed()}…` : said;
}

/** The id at the end of one of our image URLs. */
export function photoIdOf(url: string): string {
  return url.split('/').at(-1) ?? '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(words: string): ModelContent & { type: 'text' } {
  return { type: 'text', text: words };
}
