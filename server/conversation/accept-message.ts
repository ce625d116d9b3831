import { createHash } from 'node:crypto';
import type { UserMessage } from '../../shared/chat-request.ts';
import type { FilePart, MessagePart } from '../../shared/message.ts';
import type { AskedOn } from '../../shared/page-context.ts';
import { AppError } from '../errors.ts';
import { imageUrlPath, parseImageUrl } from '../images/intake/image-url.ts';
import type { Image, ImageOwner, Images } from '../images/storage/images.ts';
import type { Conversations } from './conversations.ts';
import type { RunningTurns } from './running-turns.ts';
import type { ConversationOwner, TurnRef } from './turns.ts';

export interface AcceptDeps {
  conversations: Conversations;
  images: Images;
  /** Takes in a photo that rides in the message itself. */
  imageFromDataUrl(owner: Required<ImageOwner>, dataUrl: string): Promise<Image>;
  runningTurns: RunningTurns;
  leaseOwner: string;
  publicUrl: string;
}

export interface IncomingMessage {
  owner: ConversationOwner;
  conversationId: string;
  message: UserMessage;
  regenerate: boolean;
  /** See Question. */
  replaces: string | undefined;
  context: AskedOn | undefined;
}

const MAX_IMAGES = 4;

/**
 * Stores a visitor's message and starts answering it; when this returns, both are safe. The same message
 * again finds the turn that it already has. Throws AppError `invalid_request`, `too_many_attachments`,
 * `not_found` (a photo that is not the visitor's), `idempotency_conflict`, `turn_in_progress`.
 */
export async function acceptMessage(
  deps: AcceptDeps,
  { owner, message, ...asked }: IncomingMessage,
): Promise<TurnRef> {
  refuseUnstorable(message);
  const content = { messageId: message.id, contentHash: contentHash(message) };
  const parts =
    (carriesPhotos(message) && (await deps.conversations.storedParts(owner, content))) ||
    (await takeInParts(deps, owner, message));
  const askedAt = performance.now();
  const accepted = await deps.conversations.accept({
    ...owner,
    ...asked,
    ...content,
    parts,
    leaseOwner: deps.leaseOwner,
  });
  if (accepted.kind === 'new') deps.runningTurns.start(accepted.turn, askedAt);
  return { turnId: accepted.turn.turnId, storeId: accepted.turn.storeId };
}

/** In itself. Then it is worth asking first whether they were taken in before: each would be decoded and counted again. */
export function carriesPhotos({ parts }: UserMessage): boolean {
  return parts.some((part) => part.type === 'file' && part.url.startsWith('data:'));
}

function refuseUnstorable({ parts }: UserMessage): void {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (texts.some((text) => !text.isWellFormed() || text.includes('\0'))) {
    throw new AppError('invalid_request', 'The text is not valid Unicode.');
  }
  const images = parts.filter(({ type }) => type === 'file').length;
  if (images > MAX_IMAGES) {
    throw new AppError('too_many_attachments', `A message carries at most ${MAX_IMAGES} images.`);
  }
  if (images === 0 && texts.every((text) => text.trim() === '')) {
    throw new AppError('invalid_request', 'The message is empty.');
  }
}

async function takeInParts(
  deps: AcceptDeps,
  owner: ConversationOwner,
  message: UserMessage,
): Promise<MessagePart[]> {
  const parts: MessagePart[] = [];
  for (const part of message.parts) {
    if (part.type === 'text') {
      if (part.text.trim() !== '') parts.push({ type: 'text', text: part.text });
    } else {
      parts.push(await takeInPhoto(deps, owner, part.url));
    }
  }
  return parts;
}

async function takeInPhoto(
  deps: AcceptDeps,
  owner: ConversationOwner,
  url: string,
): Promise<FilePart> {
  if (url.startsWith('data:')) return filePart(await deps.imageFromDataUrl(owner, url));
  const imageId = parseImageUrl(url, deps.publicUrl);
  if (imageId === undefined) {
    throw new AppError('invalid_request', 'A file is an image uploaded here or a data: URL.');
  }
  const image = await deps.images.get(owner, imageId);
  if (!image) throw new AppError('not_found', 'There is no such image.');
  return filePart(image);
}

function filePart({ id, mediaType }: Image): FilePart {
  return { type: 'file', mediaType, url: imageUrlPath(id) };
}

function contentHash({ parts }: UserMessage): Buffer {
  const content = parts.map((part) =>
    part.type === 'text' ? ['text', part.text] : ['file', part.url],
  );
  return createHash('sha256').update(JSON.stringify(content)).digest();
}
