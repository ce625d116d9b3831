import type { CardProduct, ComparedAttribute } from './card.ts';
import type { TurnFailureCode } from './problem.ts';
import type { Quote } from './quote.ts';

/**
 * One event of the AI SDK UI message stream, version 1, cut to the fields that AI SDK 5, 6 and 7 all accept,
 * so that `useChat` and its relatives read our stream unchanged. Ours ride as `data-*`.
 * Types only: browsers import this file and pay nothing.
 */
export type Chunk =
  | { type: 'start'; messageId: string }
  | { type: 'start-step' }
  | { type: 'text-start'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | { type: 'tool-input-start'; toolCallId: string; toolName: string }
  | { type: 'tool-input-available'; toolCallId: string; toolName: string; input: unknown }
  | { type: 'tool-output-available'; toolCallId: string; output: unknown }
  | { type: 'tool-output-error'; toolCallId: string; errorText: string }
  | DataPart
  | { type: 'finish-step' }
  | { type: 'finish' }
  | { type: 'abort' }
  | { type: 'error'; errorText: string };

/** Built by the server from tool results or faults, never by the model. `id` is unique within the message. */
export type DataPart =
  | {
      type: 'data-products';
      id: string;
      /** `note`: what must be known of all of them, in the shopper's language. */
      data: { products: CardProduct[]; comparison?: ComparedAttribute[]; note?: string };
    }
  | { type: 'data-quote'; id: string; data: Quote }
  /** `transient`: true for now only; it is never part of the message (the AI SDK's word and rule). */
  | { type: 'data-notice'; id: string; data: Notice; transient?: true };

/** A data part before the conversation gives it an id. */
export type UnnumberedDataPart = DataPart extends infer P
  ? P extends { id: string }
    ? Omit<P, 'id'>
    : never
  : never;

/**
 * Something the shopper should know that the assistant did not say: why a turn ended and whether trying again
 * helps, or that it still stands in line.
 */
export interface Notice {
  code: TurnFailureCode | 'queued';
  text: string;
  retryable: boolean;
  /** With `queued`: 1 is next. */
  place?: number;
}
