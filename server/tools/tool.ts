import type { z } from 'zod';
import type { UnnumberedDataPart } from '../../shared/chunk.ts';
import type { Store } from '../shop/store.ts';

/** Something the model may ask the shop to do. Who asks comes from `context`, never from the arguments. */
export interface Tool<I = unknown, O = unknown> {
  name: string;
  /** For the model: what it does, when to use it, what the units are. */
  description: string;
  effect: 'read' | 'write';
  input: z.ZodType<I>;
  output: z.ZodType<O>;
  /** An expected failure (not found, not allowed) is an output or a ToolError; anything else thrown is a bug. */
  run(input: I, context: ToolContext): Promise<O>;
  /** What the model reads of it; all of the output when absent. */
  tell?(output: O): unknown;
  /** What the shopper sees of it, beside what the assistant says. */
  show?(output: O, context: ToolContext): UnnumberedDataPart | undefined;
  /** Further calls of it in one turn are refused; absent: no limit of its own. */
  mostInATurn?: number;
  /** Id of a photo of the conversation that the model is to see in full detail from its next step on. */
  reveals?(output: O): string;
}

export interface ToolContext {
  store: Store;
  /** BCP 47: in what the shopper reads the shop's pages; absent when they did not say, then it is the store's. */
  locale?: string | undefined;
  visitorId: string;
  conversationId: string;
  turnId: string;
  callId: string;
  /** Ids of the photos that the model is told of; none when absent. */
  photos?: ReadonlySet<string>;
  signal: AbortSignal;
}

/** BCP 47: what our own sentences for the shopper are written in. */
export function shopperLocale({ locale, store }: Pick<ToolContext, 'locale' | 'store'>): string {
  return locale ?? store.locale;
}

/** Told to the model as the result of its call, in these words. */
export class ToolError extends Error {
  override name = 'ToolError';
}
