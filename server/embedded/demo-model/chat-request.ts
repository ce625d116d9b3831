import { z } from 'zod';

/** The part of OpenAI's chat completion request that we read; everything else is let through unread. */

const TextPart = z.object({ type: z.literal('text'), text: z.string() });
const ImagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.union([z.string(), z.object({ url: z.string() })]),
});
const OtherPart = z.object({ type: z.string() }).transform(() => ({ type: 'other' as const }));
const Content = z.union([
  z.string(),
  z.array(z.union([TextPart, ImagePart, OtherPart])),
  z.null().transform(() => ''),
]);
export type Content = z.infer<typeof Content>;

const ToolCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const Message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: Content }),
  z.object({ role: z.literal('developer'), content: Content }),
  z.object({ role: z.literal('user'), content: Content }),
  z.object({
    role: z.literal('assistant'),
    content: Content.optional(),
    tool_calls: z.array(ToolCall).nullish(),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: Content }),
]);
export type Message = z.infer<typeof Message>;

export const ChatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(Message).min(1).max(2000),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  tools: z
    .array(z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }))
    .nullish(),
  tool_choice: z.union([z.enum(['none', 'auto', 'required']), z.looseObject({})]).nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;
