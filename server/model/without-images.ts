import type { ModelContent, ModelRequest } from './model-client.ts';

/** Stands where a picture was. The text before it, with the picture's id, stays: tools may still use that. */
export const UNSEEN: ModelContent = {
  type: 'text',
  text: '<photo_note>You could not look at this picture. Say so in your answer, and never guess what it shows. Tools that take its image_id can still use it.</photo_note>',
};

/** Whether a model that answers this must see pictures. */
export function hasImages({ messages }: ModelRequest): boolean {
  return messages.some(
    (message) => message.role === 'user' && message.content.some(({ type }) => type === 'image'),
  );
}

/** The same question for a model that sees no pictures: a text that tells it so takes the place of each. */
export function withoutImages(request: ModelRequest): ModelRequest {
  const messages = request.messages.map((message) =>
    message.role === 'user'
      ? {
          ...message,
          content: message.content.map((part) => (part.type === 'image' ? UNSEEN : part)),
        }
      : message,
  );
  return { ...request, messages };
}
