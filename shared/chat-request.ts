import { z } from 'zod';
import { PageContext } from './page-context.ts';

/** What a shopper sends. Lengths are in UTF-16 units, as JavaScript counts. */
const Id = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, _ or -');

/** Postgres text cannot hold NUL, so nobody may send one. */
export const PlainText = z
  .string()
  .refine((text) => !text.includes('\0'), 'must not contain the NUL character');

export const TextInput = z.strictObject({
  type: z.literal('text'),
  text: z.string().max(8_000),
  state: z.enum(['streaming', 'done']).optional(),
});

/** `url` is one of our image URLs or a `data:image/...` URL; anything else is refused and nothing is ever fetched. */
export const FileInput = z.strictObject({
  type: z.literal('file'),
  mediaType: z.string().max(100),
  url: z.string().min(1),
  filename: z.string().max(300).optional(),
});

export const UserMessage = z.strictObject({
  /** The idempotency key, scoped to the visitor. */
  id: Id,
  role: z.literal('user'),
  parts: z
    .array(z.discriminatedUnion('type', [TextInput, FileInput]))
    .min(1)
    .max(12),
  metadata: z.unknown().optional(),
});
export type UserMessage = z.infer<typeof UserMessage>;

const MessageId = PlainText.max(200);
const Trigger = z.enum(['submit-message', 'regenerate-message']);

/**
 * Our own body. `regenerate-message` asks for another answer to the same message. `messageId` names the answer that it
 * is to replace: once that is replaced, the same request again gets the answer in its place and makes no other. With
 * `submit-message` it names an earlier question, which this one takes the place of, with all that was said after it.
 */
export const ChatRequest = z.strictObject({
  id: Id,
  message: UserMessage,
  trigger: Trigger.optional(),
  messageId: MessageId.optional(),
  context: PageContext.optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** The body of the AI SDK's DefaultChatTransport. The last user message counts; the rest is ignored, the server keeps history. */
export const AiSdkChatRequest = z.looseObject({
  id: Id,
  messages: z
    .array(z.looseObject({ role: z.string() }))
    .min(1)
    .max(1_000),
  trigger: Trigger.optional(),
  messageId: MessageId.optional(),
  context: PageContext.optional(),
});

export const VisitorRequest = z.strictObject({
  store: z.string().min(1).max(100),
  identity_token: z.string().min(1).max(4_000).optional(),
});

export const VisitorResponse = z.strictObject({
  token: z.string(),
  visitor_id: z.string(),
  expires_at: z.string(),
  /** What was said with the token that was shown is this visitor's too. */
  continues: z.boolean(),
});

export const FeedbackRequest = z.strictObject({
  rating: z.enum(['up', 'down']),
  comment: PlainText.max(2_000).optional(),
});

export const ImageResponse = z.strictObject({
  id: z.string(),
  url: z.string(),
  media_type: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});
export type ImageResponse = z.infer<typeof ImageResponse>;

export const ConversationSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  status: z.enum(['running', 'idle']),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;
