import type { ModelContent, ModelMessage } from '../model-client.ts';
import { UNSEEN } from '../without-images.ts';

/**
 * Ways to refuse for the number of pictures: vLLM ("At most 1 image(s) may be provided in one request."), OpenAI ("Too
 * many images in request. Max is 10."), Copilot ("… supports a maximum of 10 images."), Meta ("… exceeding the maximum
 * of 50 allowed …") and Ollama ("vision model only supports a single image per message").
 */
const LIMITS = [
  /at most (\d+) image/i,
  /images?\b[^.]*\. max(?:imum)? is (\d+)/i,
  /(?:up to|maximum of) (\d+) images/i,
  /images?,? exceed\w* the maximum of (\d+)/i,
];
const ONE = /only supports (?:a single|one|1) image/i;

/** The most pictures in one request that a refusal names; undefined when it is about something else. */
export function pictureLimitIn(complaint: string): number | undefined {
  if (ONE.test(complaint)) return 1;
  const limit = LIMITS.map((pattern) => pattern.exec(complaint)?.[1]).find(Boolean);
  return limit === undefined ? undefined : Number(limit);
}

/**
 * The messages with at most so many pictures: those that the model looks at closely, then those of the newest question,
 * the first of them first. A text that the answer must say so takes the place of each other one.
 */
export function withinPictureLimit(messages: ModelMessage[], most: number): ModelMessage[] {
  const pictures = messages.flatMap((message, position) =>
    message.role === 'user'
      ? message.content.filter(isPicture).map((picture) => ({ picture, position }))
      : [],
  );
  if (pictures.length <= most) return messages;
  const kept = new Set(
    pictures
      .toSorted((one, other) => closeness(other) - closeness(one) || other.position - one.position)
      .slice(0, most)
      .map(({ picture }) => picture),
  );
  const orNote = (part: ModelContent) => (isPicture(part) && !kept.has(part) ? UNSEEN : part);
  return messages.map((message) =>
    message.role === 'user' ? { ...message, content: message.content.map(orNote) } : message,
  );
}

type Picture = Extract<ModelContent, { type: 'image' }>;

function isPicture(part: ModelContent): part is Picture {
  return part.type === 'image';
}

function closeness({ picture }: { picture: Picture }): number {
  return picture.detail === 'high' ? 1 : 0;
}
